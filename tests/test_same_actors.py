"""Which actors of different articles are one, and how sure that is."""

from __future__ import annotations

import pytest

from kg.link import link
from kg.link.actors import same_actors
from kg.model import Actor, ActorKind
from kg.names import acronym, initials, is_lone, person
from tests.factory import make_actor, make_facts

STATES = (make_actor("Ardania"), make_actor("Borland"))
MINISTRY = make_actor("Ardanian Defence Ministry", "organization", acts_for=("actor/ardania",))
ARDANIAN, BORLANDIC = ("actor/ardanian-defence-ministry",), ("actor/borland",)

Found = dict[tuple[str, str], tuple[bool, str]]


def found(*actors: Actor) -> Found:
    """By the names of a pair, whether it is held to be one, and why."""
    known = {a.id: a for a in (*STATES, MINISTRY, *actors)}
    return {
        (known[one.first].name, known[one.second].name): (one.followed, one.reason)
        for one in same_actors(known)
    }


def somebody(name: str, side: tuple[str, ...] = (), number: int = 1, kind: ActorKind = "person") -> Actor:
    return Actor(f"actor/{name.lower().replace(' ', '-')}-{number}", name, kind, acts_for=side)


def organisation(name: str, side: tuple[str, ...] = (), **fields) -> Actor:
    return make_actor(name, "organization", acts_for=side, **fields)


def is_one(*actors: Actor) -> bool:
    return any(followed for followed, _ in found(*actors).values())


def test_a_surname_is_the_full_name_of_its_side() -> None:
    full, short = somebody("Anna Ott", ARDANIAN), somebody("Ott", ("actor/ardania",))
    assert found(full, short) == {("Anna Ott", "Ott"): (True, "a full name and its surname, and one side")}


def test_two_of_one_surname_and_different_sides_are_two() -> None:
    full, short = somebody("Anna Ott", ARDANIAN), somebody("Ott", BORLANDIC)
    assert found(full, short) == {("Anna Ott", "Ott"): (False, "a full name and its surname; sides differ")}
    assert not is_one(somebody("Ott", ARDANIAN, 1), somebody("Ott", BORLANDIC, 2))


def test_a_surname_without_a_side_is_a_near_miss() -> None:
    assert [one for one, _ in found(somebody("Anna Ott", ARDANIAN), somebody("Ott")).values()] == [False]


def test_a_surname_that_fits_two_full_names_is_nobodys() -> None:
    people = somebody("Anna Ott", ARDANIAN), somebody("Bela Ott", ARDANIAN), somebody("Ott", ARDANIAN)
    assert set(found(*people).values()) == {(False, "a surname that fits several full names")}


def test_two_spellings_of_one_full_name_are_one_whom_a_surname_fits() -> None:
    people = somebody("Anna Ottey", ARDANIAN), somebody("Anna Ottei", ARDANIAN), somebody("Ottey", ARDANIAN)
    pairs = found(*people)
    assert pairs[("Anna Ottei", "Anna Ottey")][0]
    assert pairs[("Anna Ottei", "Ottey")][0]


def test_surnames_alone_are_one_by_their_side() -> None:
    one, two, other = somebody("Ott", ARDANIAN, 1), somebody("Ott", ARDANIAN, 2), somebody("Ott", (), 3)
    opinions = list(same_actors({a.id: a for a in (*STATES, MINISTRY, one, two, other)}))
    assert [(o.first, o.second) for o in opinions if o.followed] == [("actor/ott-1", "actor/ott-2")]
    assert [(o.first, o.second) for o in opinions if not o.followed] == [("actor/ott-1", "actor/ott-3")]


def test_an_actor_named_with_two_sides_is_a_near_miss() -> None:
    torn = somebody("Ott", ("actor/ardania", "actor/borland"))
    assert not is_one(somebody("Anna Ott", ARDANIAN), torn)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Rudenko", "Sergey Rudenko"),
        ("Rami Abdel-Rahman", "Rami Abdulrahman"),
        ("Mohammed al-Hussein", "Muhammad Hussain"),
        ("Tomaš Šimek", "Tomas Simek"),
        ("Anne-Marie Roux", "Anne Marie Roux"),
        ("Gen. Ivan Petrov", "Ivan Petrov"),
        ("Dmitri Lavrov", "Dmitry Lavrov"),
        ("Ahmad Kamal", "Ahmed Kamel"),
        ("Yusuf Diab", "Youssuf Diab"),
        ("Paula R. Weber", "Paula Weber"),
        ("Ben Carlsen", "Ben Carlsén"),
    ],
)
def test_spellings_of_one_full_name_are_one(one: str, other: str) -> None:
    assert is_one(somebody(one, number=1), somebody(other, number=2))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ali Hassan", "Ali Hussein"),
        ("Ahmed Hamid", "Ahmed Hamad"),
        ("Anna Ott", "Hanna Ott"),
        ("Ivan Petrov", "Igor Petrov"),
        ("Abu Omar", "Omar"),
        ("Salem Nour", "Selma Nour"),
    ],
)
def test_other_names_are_of_others(one: str, other: str) -> None:
    assert not is_one(somebody(one, ARDANIAN), somebody(other, ARDANIAN))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I. Petrov", "Ivan Petrov"),
        ("Ivan Sergeyevich Petrov", "Ivan Petrov"),
        ("Ivan Konstantinov", "Ivan Konstantimov"),
    ],
)
def test_initials_middle_names_and_slips_want_one_side(one: str, other: str) -> None:
    assert is_one(somebody(one, ARDANIAN), somebody(other, ARDANIAN))
    assert not is_one(somebody(one), somebody(other))


def test_the_same_name_on_other_sides_is_a_near_miss() -> None:
    pairs = found(somebody("Sergei Rudenko", ARDANIAN), somebody("Sergey Rudenko", BORLANDIC))
    assert [one for one, _ in pairs.values()] == [False]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Defence of Ardania", "Ardania's Defense Ministry"),
        ("Jaysh al-Nour", "Jaish an-Nour"),
        ("Free Ardania Force", "Free Ardania Forces"),
    ],
)
def test_bodies_of_the_same_words_are_one(one: str, other: str) -> None:
    assert is_one(organisation(one), organisation(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ardanian Coalition", "Borland-led coalition"),
        ("Kesh Council", "Kesh Council for Trade"),
        ("Al-Council", "Council"),
        ("Keita", "Keitas"),
        ("Army of Kesh", "Army of Dorn"),
        ("Kesh News Agency", "Kesh Press Agency"),
    ],
)
def test_bodies_that_share_a_word_are_two(one: str, other: str) -> None:
    assert not is_one(organisation(one), organisation(other))


def test_an_acronym_given_with_the_full_name_is_that_body() -> None:
    full = organisation("Movement of the Hills", names=("MOTH",))
    pairs = found(full, organisation("MOTH"))
    assert pairs == {("MOTH", "Movement of the Hills"): (True, "an acronym given with the full name")}


def test_letters_that_are_not_in_the_full_name_are_no_acronym_of_it() -> None:
    assert not is_one(organisation("Kesh Radio", names=("TV",)), organisation("TV"))


def test_initials_alone_want_one_side() -> None:
    assert is_one(organisation("Kesh War Office", ARDANIAN), organisation("KWO", ("actor/ardania",)))
    assert not is_one(organisation("Kesh War Office"), organisation("KWO"))
    assert not is_one(organisation("Kesh War Office", ARDANIAN), organisation("KWO", BORLANDIC))


def test_an_acronym_of_two_bodies_is_nobodys() -> None:
    bodies = organisation("Kesh War Office", ARDANIAN), organisation("Kesh Wool Office", ARDANIAN)
    assert not is_one(*bodies, organisation("KWO", ARDANIAN))


def test_unnamed_actors_never_meet() -> None:
    unnamed = [
        Actor(f"actor/unnamed-{n}", "residents", kind) for n, kind in enumerate(("unnamed", "armed-group"))
    ]
    assert found(*unnamed) == {}


def test_opinions_are_sorted_each_pair_once_smaller_id_first() -> None:
    people = [somebody(f"Sergei{end} Ruden{last}o", ARDANIAN) for end in ("", "y") for last in "kq"]
    opinions = list(same_actors({a.id: a for a in (*STATES, MINISTRY, *people)}))
    pairs = [(one.first, one.second) for one in opinions]
    assert pairs == sorted(set(pairs))
    assert all(one.first < one.second and 0 < one.confidence <= 1 for one in opinions)


def test_the_order_of_the_actors_is_of_no_matter() -> None:
    people = [
        somebody(name, ARDANIAN) for name in ("Anna Ott", "Ott", "Ana Ott", "A. Ott", "Ivan Petrov", "Petrov")
    ]
    assert found(*people) == found(*reversed(people))


def test_thousands_of_one_surname_take_no_thousands_of_thousands() -> None:
    ways = ["Ott", "Anna Ott", "Ivan Ott", "Ana Ott", "A. Ott"]
    people = [somebody(f"{ways[n % 5]}", ARDANIAN if n % 2 else BORLANDIC, n) for n in range(6_000)]
    opinions = list(same_actors({a.id: a for a in (*STATES, MINISTRY, *people)}))
    assert len(opinions) < 20 * len(people)


def test_groups_of_two_sides_are_not_united_by_one_without_a_side() -> None:
    people = (
        somebody("Sergei Rudenko", ARDANIAN),
        somebody("Serguei Rudenko", BORLANDIC),
        somebody("Sergey Rudenko"),
    )
    facts = make_facts(actors=(*STATES, MINISTRY, *people))
    same = link([facts]).same
    assert len({same.get(one.id, one.id) for one in people}) == 2


def test_names_are_taken_apart() -> None:
    assert person("President Anna de Boer") == ("ana", "de", "boer")
    assert is_lone(person("de Boer"))
    assert is_lone(person("Abu Omar"))
    assert not is_lone(person("Anna Ott"))
    assert (acronym("K.W.O."), acronym("Kesh"), acronym("A")) == ("KWO", None, None)
    assert initials("Office for War") == {"OFW"}
