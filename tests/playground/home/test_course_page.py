"""By the course: every heading of the notes opens what it says, and every lesson's page leads back to its headings."""

from engine import catalog
from engine.core import config as configs
from playground.shell import course, links
from tests.data import promises


def opened(app, page: str, **asked: str):
    app.switch_page(links.page_at(page))
    for name, value in asked.items():
        app.query_params[name] = value
    return app.run()


def test_every_heading_is_a_link_in_the_notes_order(app):
    at = opened(app, "course", note="002")
    assert not at.exception and not at.error
    labels = [link.proto.label for link in at.get("page_link")]
    assert labels == [f"{heading.korean} · {heading.english}" for _, _, heading in course.headings()]
    assert [fold.proto.expanded for fold in at.expander] == [
        *(note.number == "002" for note in course.NOTES),
        False,
    ]
    assert all(korean in at.expander[-1].markdown[0].value for korean, _ in course.GLOSSARY)


def test_a_note_that_does_not_exist_opens_the_first(app):
    assert opened(app, "course", note="<b>").expander[0].proto.expanded


def test_every_heading_asks_only_for_what_its_page_knows():
    views, addresses = promises.views(), promises.pages()["addresses"]
    for _, _, heading in course.headings():
        assert heading.page in addresses, heading
        if heading.page in views:
            assert heading.query["view"] in views[heading.page], heading
            cls = catalog.card(heading.page).config
            configs.from_dict(cls, {k: v for k, v in heading.query.items() if k not in ("view", "preset", "layers")})
        if "preset" in heading.query:
            assert catalog.preset(heading.page, heading.query["preset"])


def test_each_lessons_page_says_which_heading_it_serves(app):
    at = opened(app, "points", view="live")
    [back] = [link for link in at.get("page_link") if "In the course" in link.proto.label]
    assert "GAN" in back.proto.label and "The forger of Picassos" in back.proto.help
    assert {card.name for card in links.lessons()} - {"brush", "letters", "plane", "pictures"} <= {
        heading.page for _, _, heading in course.headings()
    }


def test_home_leads_to_the_course_and_to_the_opening(app):
    labels = {link.proto.label for link in app.run().get("page_link")}
    assert {"By the course", "What is a generative model?"} <= labels
