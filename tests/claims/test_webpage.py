"""Web pages: the article is read, what stands around it is not, and every place leads back to the source."""

from __future__ import annotations

from dispatch.claims import find_claims

PAGE = """<!DOCTYPE html><html><head><title>“Go home,” says page title</title>
<meta property="article:published_time" content="2024-06-12T08:00:00-06:00"></head><body>
<nav><a href="/">“Best in town,” a dispatcher said</a></nav>
<article><h1>Four minutes at the crossing</h1>
<p>The recording of the county&rsquo;s radio traffic was released by the sheriff on Tuesday after a delay,
and it shows how the crossing was left open while the train came on.</p>
<p>&ldquo;Hold the <em>northbound</em> train,&rdquo; a dispatcher said at 5:41&nbsp;p.m. on June 8.
&#8220;Nobody
crosses.&#8221;</p>
<blockquote><p>We can&#39;t stop in time.</p><footer>
&mdash; Train engineer, on the radio</footer></blockquote>
<p>The mayor was unmoved. &quot;We will study it,&quot; she said at a news conference in the town hall.</p>
</article>
<div class="newsletter-box"><p>“Sign up now,” said the dispatcher.</p></div>
<section id="comments"><p>“I heard it all,” the dispatcher said.</p></section>
<footer><p>“All rights reserved,” a dispatcher said.</p></footer></body></html>"""


def test_the_article_alone() -> None:
    found = [(c.quote, c.attributed_to.value, c.checkable) for c in find_claims(PAGE, media_type="text/html")]
    assert found == [
        ("Hold the northbound train. Nobody crosses.", "dispatcher", True),
        ("We can't stop in time.", "unit", True),
        ("We will study it", "other", False),
    ]


def test_places_in_the_source() -> None:
    first = find_claims(PAGE, media_type="text/html")[0]
    assert [PAGE[part.start_char : part.end_char] for part in first.parts] == [
        "Hold the <em>northbound</em> train",
        "Nobody\ncrosses.",
    ]


def test_the_date_of_the_page_completes_a_time() -> None:
    assert find_claims(PAGE, media_type="text/html")[0].said_at == "2024-06-08T17:41:00"


def test_a_fragment_is_a_page_too() -> None:
    (claim,) = find_claims("<p>“Hold,” a dispatcher said.", media_type="text/html")
    assert claim.quote == "Hold"
