"""From bytes to text: which encoding, what is refused, what the refusal says; quoted-printable."""

from __future__ import annotations

import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdipgraph.errors import EncodingError, SourceError, UnreadableSource
from cdipgraph.readers import known_encoding, read_bytes
from cdipgraph.readers.encodings import decode
from cdipgraph.readers.quoted import unquoted

FRENCH = "L’œuvre du comité, à sa vingt‑deuxième session : ça va.\nDeuxième ligne, à la suite des délégations.\n"
PLAIN = "Le comité a décidé d’examiner à nouveau cette question à sa session suivante.\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_what_was_written_is_read(encoding: str) -> None:
    assert decode(PLAIN.encode(encoding))[0] == PLAIN


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "latin-1", "utf-8", "utf-16", "cp1251"])
def test_an_encoding_that_is_told_is_used(encoding: str) -> None:
    text = "Решение комитета.\n" if encoding == "cp1251" else PLAIN.replace("’", "'")
    assert decode(text.encode(encoding), "x", encoding)[0] == text
    source = read_bytes(text.encode(encoding), name="x.txt", encoding=encoding)
    assert source.text == text
    assert source.encoding == known_encoding(encoding)


def test_a_mark_is_no_text_where_the_encoding_is_told() -> None:
    assert decode(b"\xef\xbb\xbfabc", "x", "utf-8") == ("abc", "utf-8")


@pytest.mark.parametrize("name", ["klingon", "base64", "", "../x", "undefined"])
def test_no_such_encoding(name: str) -> None:
    with pytest.raises(EncodingError, match="there is no encoding") as caught:
        known_encoding(name)
    assert caught.value.remedy


def test_bytes_that_are_not_in_the_encoding_told_are_refused_with_their_place() -> None:
    with pytest.raises(EncodingError, match=r"byte 3 is 0xe9") as caught:
        decode(b"abc\xe9 abc", "x.txt", "utf-8")
    assert caught.value.where == "x.txt"
    assert "--encoding" in caught.value.remedy


def test_the_hint_names_an_encoding_and_a_word_read_with_it() -> None:
    text = "Le président a présenté la proposition révisée; ça a été décidé à l’unanimité, là où il a plu.\n"
    with pytest.raises(EncodingError) as caught:
        decode(text.encode("mac_roman"), "x.txt")
    assert "neither UTF-8 (byte" in caught.value.what
    assert "--encoding mac_roman" in caught.value.remedy
    assert any(word in caught.value.remedy for word in ("présenté", "décidé", "président"))


def test_zero_bytes_are_refused_with_their_place() -> None:
    with pytest.raises(UnreadableSource, match="zero bytes") as caught:
        decode(b"The Committee noted the document.\x00 And more text, which goes on for a while.", "x.txt")
    assert "byte 33" in caught.value.what
    with pytest.raises(UnreadableSource, match="zero characters"):
        decode(b"abc\x00def", "x.txt", "latin-1")


def test_a_file_cut_off_within_a_character_is_still_utf_8() -> None:
    data = (PLAIN + "fin é").encode()
    text, encoding = decode(data[:-1])
    assert encoding == "utf-8"
    assert text == PLAIN + "fin \ufffd"


def test_text_in_cp1252_is_not_taken_for_damaged_utf_8() -> None:
    assert decode(PLAIN.encode("cp1252")) == (PLAIN, "cp1252")
    assert decode(b"caf\xe9") == ("café", "cp1252")


@given(st.text(alphabet="aeé è’‑\nœñ“”0=.", min_size=30), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_what_is_decoded_encodes_to_the_same_bytes(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    try:
        decoded, found = decode(data)
    except SourceError:
        return
    if "quoted" in found or "\ufffd" in decoded:
        return
    again = decoded.encode(found)
    assert data.endswith(again)
    assert len(data) - len(again) in (0, 2)  # a byte-order mark


# Quoted-printable


def test_mail_is_decoded() -> None:
    data = quopri.encodestring(FRENCH.encode())
    assert decode(data) == (FRENCH, "quoted-printable+utf-8")
    assert decode(quopri.encodestring(FRENCH.replace("‑", "-").encode("cp1252"))) == (
        FRENCH.replace("‑", "-"),
        "quoted-printable+cp1252",
    )


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_whatever_mail_carries_is_what_was_sent(text: str) -> None:
    sent = f"À la vingt‑deuxième session : {text}"
    assert unquoted(quopri.encodestring(sent.encode()).decode("ascii")) == (sent, "utf-8")


def test_damage_by_mail_is_undone_where_a_copy_holds_it() -> None:
    copy = "=EF=BB=BFÀ la vingt=E2=80=91deuxième session, le comité a pris note.\nDeuxi=C3=A8me ligne."
    text, encoding = decode(copy.encode())
    assert text == "À la vingt‑deuxième session, le comité a pris note.\nDeuxième ligne."
    assert encoding == "quoted-printable+utf-8"


def test_lines_that_go_on_and_tabs() -> None:
    text = "1.=09The Committee noted the docu=\nment CDIP/24/2.=20\n2.=09The Chair opened=\n the session=\n of it."
    assert unquoted(text) == (
        "1.\tThe Committee noted the document CDIP/24/2. \n2.\tThe Chair opened the session of it.",
        "",
    )


@pytest.mark.parametrize(
    "text",
    [
        "See http://www.example.org/doc.jsp?doc_id=438199 and ?id=20 for this.",
        "a = b\nx == y\nE=mc2 =C3",
        "x=20, y=3D and z=09",
        "The sum n=E9 is written so.",
        "=====\nTitle\n=====\n",
        "no sign at all",
    ],
)
def test_other_equals_signs_are_left_alone(text: str) -> None:
    assert unquoted(text) is None
    assert decode(text.encode())[0] == text


def test_an_address_in_mail_keeps_its_digits() -> None:
    text = "Voir la d=C3=A9cision =C3=A0 http://example.org/?id=3D438199&x=3D20 et la suite."
    assert unquoted(text) == ("Voir la décision à http://example.org/?id=438199&x=20 et la suite.", "utf-8")


def test_quoted_printable_can_be_told() -> None:
    assert decode(b"x=20y", "x", "quoted-printable+utf-8") == ("x y", "quoted-printable+utf-8")
