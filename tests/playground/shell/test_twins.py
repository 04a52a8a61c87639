"""Two close relatives shown as what changes from one to the other."""

from playground.shell.source_code import Excerpt, difference


def test_what_is_only_in_one_has_a_sign_and_both_can_be_read_back():
    one, other = ("x = 1\ny = 2\nreturn x + y", "x = 1\ny = 3\nz = 4\nreturn x + y")
    lines = difference(Excerpt(one, "a.py", 1, 3), Excerpt(other, "b.py", 1, 4)).splitlines()
    assert lines[0] == " x = 1" and {"-y = 2", "+y = 3", "+z = 4"} < set(lines)
    assert "\n".join(line[1:] for line in lines if line[0] != "+") == one
    assert "\n".join(line[1:] for line in lines if line[0] != "-") == other


def test_where_both_share_a_loop_the_first_is_shown_without_what_stays_empty_there():
    shared = Excerpt(
        "def made(z, asked):\n    if asked is None:\n        return net(z, asked)\n    return net(z, asked)",
        "a.py",
        1,
        4,
    )
    lines = difference(shared, shared, ("asked",)).splitlines()
    assert "-def made(z):" in lines and "+def made(z, asked):" in lines
    assert "+    if asked is None:" in lines and not any("asked" in line for line in lines if line[0] in "- ")
