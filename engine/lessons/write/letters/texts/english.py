"""English texts that this house writes itself: nursery rhymes, recipes, and a bestiary with many brackets."""

from random import Random

from engine.lessons.write.letters.texts.grammar import expand, wrapped

RHYMES = (
    ("hill", "mill", "still", "will", "quill"),
    ("day", "hay", "way", "play", "May"),
    ("tree", "bee", "me", "sea", "three"),
    ("moon", "spoon", "tune", "noon", "June"),
    ("hat", "cat", "mat", "rat", "that"),
    ("night", "light", "bright", "white", "sight"),
    ("town", "down", "brown", "crown", "gown"),
    ("king", "ring", "sing", "spring", "string"),
    ("sheep", "sleep", "deep", "keep", "leap"),
    ("bread", "bed", "red", "said", "head"),
    ("door", "floor", "four", "more", "shore"),
    ("house", "mouse"),
    ("snow", "go", "low", "crow", "know"),
    ("rain", "lane", "again", "grain", "train"),
)

VERSES = {
    "animal": ("cat", "hen", "fox", "goose", "lamb", "frog", "pig", "owl", "goat", "mouse", "robin", "pony"),
    "name": ("Jack", "Jill", "Polly", "Tom", "Mary", "Peter", "Molly", "Ben", "Lucy", "Simon", "Nan", "Will"),
    "colour": ("red", "blue", "green", "golden", "silver", "grey", "yellow", "brown"),
    "thing": ("bell", "drum", "cake", "kite", "pie", "boat", "button", "bucket", "fiddle", "candle"),
    "little": ("little", "merry", "sleepy", "clever", "hungry", "silly", "tiny", "gentle"),
    "went": ("went", "ran", "walked", "skipped", "came", "danced"),
    "sang": ("sang", "laughed", "called", "whistled", "cried", "hummed"),
    "number": ("two", "three", "four", "five", "six", "seven", "ten"),
    "first": (
        "{Name} and the {Animal} {went} by the @,",
        "A {little} {Animal} sat by the @,",
        "{Name}, {Name}, come to the @,",
        "There was a {Animal} who lived by the @,",
        "The {colour} {Animal} looked for the @,",
        "{Name} had a {Animal}, a {Animal} of the @,",
    ),
    "second": (
        "and {sang} to the {animal} all under the @.",
        "with {number} {colour} {thing}s and a cake for the @.",
        'and the {little} {animal} {sang}, "Oh, where is the @?"',
        "and carried a {thing} to the top of the @.",
        "but the {animal} had hidden the {thing} in the @.",
    ),
    "third": (
        '"Good morning," said {Name}, "have you seen the @?"',
        "The {thing} was too {little}, the {animal} was @,",
        "Up came the {animal} and knocked at the @,",
        "One for the {Animal}, and one for the @,",
        "So {Name} bought a {thing} as {colour} as the @,",
    ),
    "fourth": (
        "and home {went} the {Animal}, as still as the @.",
        "and that was the end of the {thing} and the @.",
        "and they all {went} to dance with the {animal} and the @.",
        "and {number} {little} {animal}s {sang} for the @.",
        "and nobody knows what became of the @.",
    ),
    "verse": ("{first}\n{second}\n{third}\n{fourth}",),
}


def rhyme(chance: Random) -> str:
    """Four lines, of which each two rhyme: @ marks where the rhyme goes."""
    lines = expand(VERSES, "verse", chance).split("\n")
    ends = [word for family in chance.sample(RHYMES, 2) for word in chance.sample(family, 2)]
    return "\n".join(line.replace("@", end) for line, end in zip(lines, ends, strict=True))


KITCHEN = {
    "dish": ("soup", "pie", "stew", "bread", "pudding", "salad", "cake", "porridge"),
    "plant": ("onion", "carrot", "leek", "apple", "pear", "potato", "pumpkin", "turnip", "plum", "beetroot"),
    "powder": ("flour", "sugar", "oats", "barley", "rice", "cocoa"),
    "wet": ("milk", "cream", "water", "broth", "cider", "yoghurt"),
    "spice": ("salt", "pepper", "cinnamon", "nutmeg", "thyme", "ginger", "mint"),
    "count": ("2", "3", "4", "5", "6"),
    "grams": ("50 g", "100 g", "150 g", "200 g", "250 g", "400 g"),
    "minutes": ("5", "10", "15", "20", "30", "40", "45", "60"),
    "vessel": ("pot", "pan", "bowl", "dish"),
    "soft": ("soft", "golden", "brown", "tender", "thick"),
    "cut": ("Chop", "Peel", "Slice", "Grate", "Wash"),
    "step1": ("{cut} the {Plant1}s and the {Plant2}s.", "{cut} the {Plant1}s. {cut} the {Plant2}s as well."),
    "step2": (
        "Warm the {Wet} in a large {Vessel} and stir in the {Powder}.",
        "Mix the {Powder} with the {Wet} in a {Vessel} until it is smooth.",
    ),
    "step3": (
        "Add the {Plant1}s and a pinch of {Spice}, and cook for {minutes} minutes until all is {soft}.",
        "Lay the {Plant1}s into the {Vessel}, pour the {Wet} over them, and bake for {minutes} minutes.",
    ),
    "step4": (
        "Take it from the heat and let it rest for {minutes} minutes.",
        "Sprinkle with {Spice} and serve while it is warm.",
        "Serve with bread, or with the rest of the {Wet}.",
    ),
    "recipe": (
        "{Plant1} and {Plant2} {dish}\n- {count} {Plant1}s\n- {count} {Plant2}s\n- {grams} {Powder}\n- a cup of {Wet}\n- {Spice}\n"
        "1. {step1}\n2. {step2}\n3. {step3}\n4. {step4}",
    ),
}


def recipe(chance: Random) -> str:
    text = expand(KITCHEN, "recipe", chance)
    return wrapped(text[0].upper() + text[1:], 56)


BEASTS = {
    "head": ("moss", "moon", "stone", "river", "thorn", "lantern", "snow", "ember", "reed", "cloud", "salt", "bell"),
    "tail": ("hare", "fox", "heron", "toad", "bear", "moth", "wolf", "otter", "cat", "crow", "stag", "snail"),
    "place": ("marsh", "forest", "cave", "valley", "mountain", "meadow", "island", "lake", "desert", "ruin"),
    "where": ("in the deep {place}", "at the edge of the {place}", "under the old {place}", "high above the {place}"),
    "size": ("small", "large", "huge", "tiny", "tall", "round"),
    "colour": ("grey", "white", "black", "green", "silver", "golden", "blue", "red"),
    "manner": ("very quick", "very shy", "almost blind", "never still", "seldom seen", "rather proud"),
    "part": ("ears", "eyes", "feathers", "teeth", "claws", "horns", "wings", "paws", "scales"),
    "food": ("berries", "roots", "fish", "honey", "mushrooms", "snails", "old leaves", "moonlight", "acorns"),
    "time": ("at night", "in spring", "before dawn", "in winter", "when it rains", "in the evening"),
    "sound": ("a bell", "a door", "wind in a bottle", "a distant drum", "running water", "a child's laugh"),
    "aside": (
        "({size}, {colour}, and {manner})",
        "({colour} {part}, {colour} {part})",
        "(some say {size})",
        "(like the {Head2} {Tail2})",
        "(not to be taken for the {head} {tail})",
        "(only {time})",
    ),
    "opening": (
        "The {Head} {Tail} {aside} lives {where}.",
        "The {Head} {Tail} is a {size} beast {aside} that lives {where}.",
    ),
    "body": (
        "It has {colour} {part} {aside} and feeds on {food}.",
        "{Its} {part} are {colour} {aside}.",
        "Its call {aside} is like {sound}.",
        "It eats {food} and {food} {aside}, and sleeps {time}.",
        "Its only enemy is the {Head2} {Tail2} {aside}.",
        "Whoever meets it {time} {aside} should stand still.",
        "It is hunted for its {colour} {part}.",
    ),
    "its": ("Its",),
    "closing": (
        "It has not been seen for {years} years.",
        "It does no harm, unless one laughs.",
        "If it is given {food}, it shows the way.",
        "Old books call it a {tail} of the {place}.",
    ),
    "years": ("seven", "ten", "twenty", "forty", "a hundred"),
    "entry": (
        "{opening} {body} {body} {closing}",
        "{opening} {body} {body} {body}",
        "{opening} {body} {closing}",
    ),
}


def beast(chance: Random) -> str:
    return wrapped(expand(BEASTS, "entry", chance), 52)
