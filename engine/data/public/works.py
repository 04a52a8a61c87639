"""Paintings whose fingerprints ship, and photographs: who made them, where the file comes from, and how it is known to be right.

The pictures themselves lie outside the repository. Where an address with the same bytes is known, a reader can fetch them.
"""

from dataclasses import dataclass

from engine.data.public.source import Source

HOST = "https://raw.githubusercontent.com/"


@dataclass(frozen=True)
class Work:
    """One picture. `name` is what commands and links call it; artist and year are empty for a photograph."""

    name: str
    title: str
    artist: str
    year: str
    source: Source


def _painting(name: str, artist: str, title: str, year: str, bytes: int, sha256: str, address: str = "") -> Work:
    licence = "painting in the public domain"
    return Work(name, title, artist, year, _source("style_images", name, bytes, sha256, address, licence, artist))


def _photograph(name: str, bytes: int, sha256: str, address: str = "") -> Work:
    words = name.replace("-", " ").capitalize()
    from_whom = address.rsplit("/", 1)[0] or "collections of example pictures"
    source = _source("content_images", name, bytes, sha256, address, "none stated", from_whom)
    return Work(name, words, "", "", source)


def _source(folder: str, name: str, bytes: int, sha256: str, address: str, licence: str, from_whom: str) -> Source:
    urls = (HOST + address,) if address else ()
    return Source(f"{folder}/{name.replace('-', '_')}.jpg", urls, bytes, sha256, licence, from_whom)


PAINTINGS = (
    _painting(
        "vangogh-starry-night",
        "Vincent van Gogh",
        "The Starry Night",
        "1889",
        477429,
        "77521b601a083433ff31ef9f4f8e406509cf9d1221c7d96cac32837e5be710f2",
    ),
    _painting(
        "vangogh-night-cafe",
        "Vincent van Gogh",
        "The Night Café",
        "1888",
        253025,
        "af361f26d92524b959967ca1dda27f4127e9a89a51fd23ae0e9cb88add859d62",
        "gordicaleksa/pytorch-neural-style-transfer/a244dc61797f920a62146d98de92384352a4d3a2/data/style-images/vg_la_cafe.jpg",
    ),
    _painting(
        "vangogh-wheat-field",
        "Vincent van Gogh",
        "Wheat Field with Cypresses",
        "1889",
        402433,
        "e2c8172b2c37986c737677fad5cba8b99db769148c204eaceb280f79a7616b70",
    ),
    _painting(
        "vangogh-self-portrait",
        "Vincent van Gogh",
        "Self-Portrait with a Straw Hat",
        "1887",
        456485,
        "5f20d17cecdf061f35f8e45047205fc379f4f0ebedb9453d9d7c66b1dd2c0592",
        "gordicaleksa/pytorch-neural-style-transfer/a244dc61797f920a62146d98de92384352a4d3a2/data/style-images/vg_self.jpg",
    ),
    _painting(
        "vangogh-olive-trees",
        "Vincent van Gogh",
        "Olive Trees",
        "1889",
        283587,
        "5010a5df69376b0368faa2f2991b39a5fe77221689567c0df9c1a87b415806b3",
        "gordicaleksa/pytorch-neural-style-transfer/a244dc61797f920a62146d98de92384352a4d3a2/data/style-images/vg_olive.jpg",
    ),
    _painting(
        "vangogh-houses",
        "Vincent van Gogh",
        "Thatched Cottages",
        "1890",
        429772,
        "5ab5accd3ff2cd20cbe0541c77d0a3fdd399d33ecd76e8b1a44028201fa2be3a",
    ),
    _painting(
        "gauguin-tahitians",
        "Paul Gauguin",
        "Three Tahitian Women",
        "1896",
        262501,
        "b2b3c3c0632bb17046f1ba68ba357081a525aa326a4df03f27134a665272b5aa",
    ),
    _painting(
        "picabia-edtaonisl",
        "Francis Picabia",
        "Edtaonisl",
        "1913",
        251507,
        "6993247396a33b7297b4dc0f59e8114f223ac5a3ab604f251f9f5e25c592e44f",
        "gordicaleksa/pytorch-neural-style-transfer/a244dc61797f920a62146d98de92384352a4d3a2/data/style-images/edtaonisl.jpg",
    ),
    _painting(
        "munch-scream",
        "Edvard Munch",
        "The Scream",
        "1893",
        221891,
        "ff719d6609083a2413742d9fd96dcbc88a150b86579a9b75caa94b722f2b0d42",
    ),
    _painting(
        "hokusai-great-wave",
        "Katsushika Hokusai",
        "The Great Wave off Kanagawa",
        "c.1831",
        341719,
        "3bee116de218a8d9e8e4049580c910d58e361f4d3173a595ea22ae2f02655771",
    ),
    _painting(
        "kandinsky-composition-vii",
        "Wassily Kandinsky",
        "Composition VII",
        "1913",
        291639,
        "65d60e7f8c5a456e208f5fbc0369c95549f4224335cb424eb4385fa155f6a24e",
    ),
    _painting(
        "matisse-woman-with-a-hat",
        "Henri Matisse",
        "Woman with a Hat",
        "1905",
        101689,
        "6a8b2383d9c110354a97a42c74bdcc5341be879cbb842ddb7ab5843dbdf56d53",
        "jcjohnson/neural-style/07c4b8299f8fbdafec0c514fc820ff1d7ff62e46/examples/inputs/woman-with-hat-matisse.jpg",
    ),
    _painting(
        "delaunay-metzinger",
        "Robert Delaunay",
        "Portrait",
        "1906",
        309762,
        "ad7e8df1efd8926be0ed9108f917bba0a42b9b21807d2c743730f3e46d31e3bf",
    ),
    _painting(
        "mondrian-composition",
        "Piet Mondrian",
        "Cubist Composition",
        "c.1913",
        526934,
        "b3f228ad1dfa21ed368451a08af372640b2fc062597d47688fffbd06f3c82b0f",
        "naoto0804/pytorch-AdaIN/47950d0e6656a95a80a4b105c4c0f58d38ef785c/input/style/mondrian.jpg",
    ),
    _painting(
        "leger-contrast-of-forms",
        "Fernand Léger",
        "Contrast of Forms",
        "1913",
        415318,
        "2c4473e3ffa05478b63a11608c849c15942caebe8bd59136a0a217d8931c1d47",
    ),
    _painting(
        "monet-water-lilies-1",
        "Claude Monet",
        "Water Lilies",
        "1916-19",
        347741,
        "a94d610cb1ca86c1743bae17d0db5768f99eb899dff413d884c88591b5c4ee19",
    ),
    _painting(
        "monet-water-lilies-2",
        "Claude Monet",
        "Water Lilies",
        "c.1916",
        326470,
        "fb49693a83e180d99bb210e65c42bf1f55670881191a33cd42aecaaaee289e95",
        "ldfrancis/ComputerVision/cf64a1debd795081f495ed145f119c6981bdbab4/styles/water_lilies.jpg",
    ),
    _painting(
        "monet-etretat",
        "Claude Monet",
        "Cliffs at Étretat",
        "c.1885",
        225670,
        "e4773fed67a8518e446a9fd4f75aa4580aa5e81001e4100bdfb541085435f82f",
        "alexjc/neural-doodle/b2fac92b27dea18cf1ab8438c981b3537fa9ad06/samples/Monet.jpg",
    ),
    _painting(
        "renoir-landscape",
        "Pierre-Auguste Renoir",
        "Landscape",
        "19th c.",
        179278,
        "a0bd82a8f4ae06fc66d8261be136e2822b4efa2a99c7adf733bf4cc400094bcd",
        "alexjc/neural-doodle/b2fac92b27dea18cf1ab8438c981b3537fa9ad06/samples/Renoir.jpg",
    ),
    _painting(
        "renoir-moulin-de-la-galette",
        "Pierre-Auguste Renoir",
        "Bal du moulin de la Galette",
        "1876",
        269306,
        "e89f56bf4b92bc527d8e2fef9627b61ed4d27f32aeee495c724849874858aed2",
        "ldfrancis/ComputerVision/cf64a1debd795081f495ed145f119c6981bdbab4/styles/la_moulin.jpg",
    ),
    _painting(
        "botticelli-birth-of-venus",
        "Sandro Botticelli",
        "The Birth of Venus",
        "c.1485",
        261799,
        "d8e18a0613c6bde029baac61b5c939e1f30b3a65c9fd1596e66ef4951a6f05f2",
        "ldfrancis/ComputerVision/cf64a1debd795081f495ed145f119c6981bdbab4/styles/birth_of_venus.jpg",
    ),
    _painting(
        "vermeer-pearl-earring",
        "Johannes Vermeer",
        "Girl with a Pearl Earring",
        "c.1665",
        229452,
        "8c6b5def3b7cb777d07dec737079149b3936670585991ca9fdff4f41eb1e7890",
        "ldfrancis/ComputerVision/cf64a1debd795081f495ed145f119c6981bdbab4/styles/girl_with_pearl_earings.jpg",
    ),
    _painting(
        "leonardo-mona-lisa",
        "Leonardo da Vinci",
        "Mona Lisa",
        "c.1503",
        214702,
        "18ebcba2f83bca4e47cbbe3e7d6f9eb9c46a1fed82454cc0d5b3bd911668e87c",
    ),
    _painting(
        "raphael-school-of-athens",
        "Raphael",
        "The School of Athens",
        "c.1510",
        353338,
        "67f7e87bd8701873d6061b9bcbc0f38d65a3f37ff1a383b4fb8c18203bc11451",
    ),
    _painting(
        "rembrandt-night-watch",
        "Rembrandt",
        "The Night Watch",
        "1642",
        319842,
        "630e6c18553128dc35da9063dc3a55445c35a17d6fae6efebf2ecee02535a018",
    ),
    _painting(
        "sakai-hoitsu-flower",
        "Sakai Hoitsu",
        "Flowering tree",
        "c.1800",
        57574,
        "c74972929a147b261cd8397dbb7f0c0dd5c4470184fff63c2fcf54080b9630cf",
        "titu1994/Neural-Style-Transfer/d09334855211579ea1adb9ad04f09fc8a7573850/images/inputs/style/japanese_flower_sakai_hoitsu.jpg",
    ),
)

PHOTOGRAPHS = (
    _photograph(
        "tubingen-neckarfront",
        406531,
        "e67d1869f01fd805385c681a80d9ebcf0f70ea4a5fe6127f0606bb1c7f4bf506",
        "jcjohnson/neural-style/07c4b8299f8fbdafec0c514fc820ff1d7ff62e46/examples/inputs/tubingen.jpg",
    ),
    _photograph(
        "golden-gate",
        102100,
        "f8476ac216e0d409af2e52bf82ad2cdc3433e23d7895e6f9b2048fc014ed57ba",
        "jcjohnson/neural-style/07c4b8299f8fbdafec0c514fc820ff1d7ff62e46/examples/inputs/golden_gate.jpg",
    ),
    _photograph("golden-gate-dusk", 138707, "fdd5b13c8992b7d7dd84446a177408e20e18f719290ddd696ef928e9d67c431e"),
    _photograph(
        "chicago",
        219977,
        "a1e8bf5a5ffec464ee1bb4c1dd6662e5b83a905a64ae10755e5801c3343cebe9",
        "jcjohnson/fast-neural-style/813c83441953ead2adb3f65f4cc2d5599d735fa7/images/content/chicago.jpg",
    ),
    _photograph(
        "stata-center",
        435233,
        "652123d05839ad53b24ae7674b116474e0af09ae99567e91b0c7f7aa0ef79e2d",
        "lengstrom/fast-style-transfer/0d3d981f7ab948253d355585bdbdfa914247b4d0/examples/content/stata.jpg",
    ),
    _photograph("door-amber", 224886, "313773d5cae22b08d96ad3ab9899a73b2014c2a7c0444d4dc1f0e29523619905"),
    _photograph(
        "cornell",
        149867,
        "ee78ed68142dacdff8ee474ff6d15a1ae008f67bea6d541e6be240f3a4547091",
        "naoto0804/pytorch-AdaIN/47950d0e6656a95a80a4b105c4c0f58d38ef785c/input/content/cornell.jpg",
    ),
    _photograph("new-york-night", 175191, "c48404f94100599d0192068173f3507f379d2222c72c0de8d1cdcbe6bb56f0fb"),
    _photograph(
        "flower-garden",
        122620,
        "adb5b7cfc05437eb4c25f686c607d0a20d9aa971391f2feb1ff19e4080897564",
        "naoto0804/pytorch-AdaIN/47950d0e6656a95a80a4b105c4c0f58d38ef785c/input/content/flowers.jpg",
    ),
    _photograph(
        "sailing-ship",
        103739,
        "7c381a9366dd134524c3130887d2530c4a9c563f23825e86d698414f86d5270a",
        "naoto0804/pytorch-AdaIN/47950d0e6656a95a80a4b105c4c0f58d38ef785c/input/content/sailboat.jpg",
    ),
    _photograph(
        "kinkakuji",
        80368,
        "5e8f664bddc1c72c50be63616046ef1670c2e1a186ae7a6f9498e908b79cb508",
        "titu1994/Neural-Style-Transfer/d09334855211579ea1adb9ad04f09fc8a7573850/images/inputs/content/Kinkaku-ji.jpg",
    ),
    _photograph("bamboo-forest", 248898, "733858f4eb9c50d71720c543bad9a1be41af2ba42d5451d38d87cd3233bf0444"),
    _photograph(
        "parrot",
        596977,
        "a8fba9e7e29439fa414c13129aad661f2289ff891231920a7c33641b076f1833",
        "google-coral/edgetpu/5020de9386ff370dcc1f63291a2d0f98eeb98adb/test_data/parrot.jpg",
    ),
    _photograph(
        "owl",
        155944,
        "ea9a0e3943bbd0acaeb472a6e66e777d13cf76646f9e42e84cafa931cc8a5bf7",
        "google-coral/edgetpu/5020de9386ff370dcc1f63291a2d0f98eeb98adb/test_data/owl.jpg",
    ),
    _photograph("grace-hopper", 102655, "4e17a98548a930c402585ca2945fd56ba1b928c9abb36d4483f5d9a62e16749c"),
)
