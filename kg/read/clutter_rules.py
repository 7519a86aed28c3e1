"""What page furniture looks like, as data: the patterns that clutter.py applies to lines and line ends."""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


MENU_WORD = (
    r"(?:home|menu|search|all news|latest(?: news)?|breaking(?: news)?|top stories|headlines|news|world|"
    r"nation|politics|"
    r"business|economy|sports?|opinions?|analysis|culture|entertainment|lifestyle|health|science|"
    r"tech(?:nology)?|travel|"
    r"videos?|photos?|gallery|multimedia|podcasts?|live|more|sections?|topics|about(?: us)?|"
    r"contact(?: us)?|log ?in|"
    r"sign ?(?:in|up)|register|my account|subscribe|newsletters?|donate|advertise(?: with us)?|careers|"
    r"archive|weather|"
    r"africa|asia|europe|middle east|americas?|russia|ukraine|syria|international|local|regional?|english|"
    r"privacy policy|terms of (?:use|service)|cookie policy|facebook|twitter|instagram|youtube|telegram|"
    r"whatsapp|"
    r"skip to (?:main )?content|toggle navigation|close|back|next|previous|share|print|e-?mail)"
)
# Atomic, or 'latest news latest news …' would be tried in every way of parting it.
MENU = re.compile(rf"(?>{MENU_WORD}\b)(?>[\s|>›»/·•–-]+(?>{MENU_WORD}\b))*", re.IGNORECASE)
"""A line that holds nothing but words of menus."""
WEATHER = re.compile(r"-?\d{1,2}(?:\.\d)?\s?[°º]?\s?[CF]\b.{0,30}")
BREADCRUMB = re.compile(
    r"(?:you are here:?\s*)?home\s*[>›»/|]\s*(?:[^>›»/|\n]{1,40}\s*[>›»/|]\s*)*", re.IGNORECASE
)
GLUED_BREADCRUMB = re.compile(
    r"Home(?:News|World|Politics|Africa|Asia|Europe|Americas?|Middle East|International|Opinion|Business)+"
    r"(?=[A-Z0-9\"“‘'])"
)
"""A breadcrumb without its separators, run together with the headline."""

LINE = _any(
    r"[-–—*\s]*advert(?:is(?:e?ment|ing)s?)?[-–—*\s:]*",
    r"(?:advertisement|sponsored|promoted)(?: content| by .{1,40})?[.:]?",
    r"(?:article|story) continues (?:below|after) .{0,40}",
    r"share(?: (?:this|on|via|with|it)\b.{0,60})?[:.]?",
    r"(?:tweet|pin it|like|reddit|linkedin|pinterest|copy (?:the )?link|listen|save|download|send)(?: this)?",
    r"(?:share|tweet|print|e-?mail|facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest)"
    r"(?:[\s,|·•/]+(?:share|tweet|print|e-?mail|facebook|twitter|whatsapp|telegram|linkedin|reddit|"
    r"pinterest))+",
    r"click to (?:share|email|print|tweet) .{0,80}",
    r"(?:follow|like|join|find) (?:us|the .{1,40}|me) (?:on|at|via) .{1,80}",
    r"follow [^.\n]{2,50} on (?:twitter|x|facebook|instagram|telegram|google news)\b.{0,60}",
    r".{0,80}\blike (?:the|our) page:?",
    r"(?:read|see|watch|view)(?: also| more| next| the full story)?\s?[:|»→].{0,200}",
    r"(?:also read|related|more on this(?: story)?|don['’]t miss)\s?[:|»→].{0,200}",
    r"(?:continue|keep) reading\b.{0,60}|read (?:more|full (?:story|article)|in full)[.…»→\s]*(?:here)?",
    r"click here (?:for|to)\b.{0,120}|\(?click on [\w./-]+ .{0,120}",
    r"(?:sign up|subscribe|register)\b.{0,40}\b(?:newsletters?|alerts?|updates?|briefing|inbox|free|today|"
    r"now)\b.{0,120}",
    r"(?:get|receive) .{0,60}\b(?:newsletter|inbox|alerts)\b.{0,120}",
    r"enter your e-?mail\b.{0,160}|delivered by feedburner",
    r"(?:this (?:content|article) is (?:only )?(?:for|available to) (?:subscribers|members)|"
    r"already a subscriber)\b.{0,160}",
    r".{0,80}\b(?:we|this (?:web)?site)\b.{0,40}\buses? cookies\b.{0,400}|(?:accept|"
    r"reject)(?: all)?(?: cookies)?",
    r"(?:©|\(c\)|copyright\b).{0,160}|.{0,80}\ball rights reserved\b.{0,80}",
    r"tags?:.{0,200}|(?:filed under|categor(?:y|ies)|topics?|keywords):.{0,200}",
    r"\d{1,3} ?(?:min(?:ute)?s?)(?: of)? read(?:ing time)?|reading time:? .{1,20}",
    r"\d+ (?:comments?|shares?|views?|likes?)|no comments(?: yet)?|comments?|leave a comment",
    r"(?:loading|please wait)[.…]*|video player is loading.{0,40}|play video|\d+:\d\d / \d+:\d\d",
    r"(?:abstract|full text)[.:]?|advertise(?: here)?",
    r"(?:<[^>\n]{1,300}>\s*)+\.?",
    r"(?:image|photo|picture|photograph|photo credit|image credit|image source|file photo|credit|caption)s?"
    r"(?: (?:by|courtesy(?: of)?|credit))?\s?[:©].{0,160}",
    r".{0,160}\b(?-i:Image|Photo|Picture|PHOTO|Photograph)(?: credit)?: (?-i:[A-Z]).{1,60}",
    r"[^.!?\n]{0,160}\((?:photo|image|picture|file)s?\b[^)\n]{0,60}\)\.?",
    r"[^.!?\n]{0,60}(?:[/|–-]\s?|\b)(?:getty images|shutterstock|istock|afp via getty images)\.?",
    r"[\w .'’-]{0,40}/\s?(?:reuters|ap|afp|epa|tass|getty(?: images)?|anadolu(?: agency)?|xinhua|sputnik)\.?",
    r"\(?(?:additional )?(?:reporting|writing|editing|compiled|translated|contributing|contributed|edited|"
    r"written)"
    r"(?: (?:by|for|to this (?:report|story)))\b[^\n]{0,200}|contributing: [^\n]{2,120}",
    r"our standards: ?the thomson reuters trust principles\.?",
    r"this (?:article|story|report|piece|post) (?:is|was|has been) (?:an? )?(?:edited|translat|originally|"
    r"first|republish|"
    r"reproduc|syndicat)\w*\b[^\n]{0,200}",
    r"[^\n]{2,60} is (?:a|an|the) (?:freelance |senior |staff )?(?:reporter|correspondent|columnist|"
    r"contributor|"
    r"editor|member of the .{2,60} board of contributors)\b[^\n]{0,160}",
    r"[^\n]{2,60} is (?:the )?(?:co-?)?author of the (?:upcoming |forthcoming )?book\b[^\n]{0,120}",
)
"""A line that is furniture wherever it stands."""

STRIP = _any(
    r"(?:related|recommended|more)(?: (?:articles?|stories|posts?|news|topics|content|links|coverage|"
    r"from .{2,40}))[:.]?",
    r"related:?|recommended(?: for you)?:?|read (?:also|more|next)[:.]?|also read:?|see also:?",
    r"you (?:may|might) (?:also )?(?:like|be interested in|enjoy)\b.{0,30}|more (?:from|in|on) .{2,40}",
    r"(?:most|latest|popular|trending|recent|top|editor['’]?s['’]?)[ -](?:popular|read|viewed|shared|"
    r"commented|now|news|"
    r"posts?|stories|articles|comments|headlines|picks?|updates|videos?)[:.]?|trending:?|what to read next",
    r"around the web|from (?:the|our) (?:web|partners|archive)|sponsored (?:links|stories)|in other news",
)
"""A line that heads a strip of links to other articles."""

TAIL = _any(
    r"leave a (?:reply|comment)\b.{0,60}|cancel reply|post a comment|join the (?:conversation|"
    r"discussion).{0,60}",
    r"your e-?mail address will not be published.{0,80}|please enter your (?:comment|name).{0,40}",
    r"this site uses akismet.{0,120}|save my name,? e-?mail.{0,120}|comments? (?:\(\d+\)|are closed|"
    r"policy).{0,40}",
    r"stay on topic\b.{0,120}|share (?:this )?with your friends|follow us|about the author|written by",
    r"view (?:all )?comments|\d+ (?:comments|responses|thoughts) (?:on|to) .{1,120}",
)
"""A line below which no article goes on."""

GLUED_TAIL = re.compile(
    r"(?:\.\.\.\s\d{1,5}\s)?(?:(?<![\w,])(?:Topic|Related(?: News| Articles?| Stories)?|Tags|"
    r"Category News)\s(?=[A-Z])|"
    r"Community standards ?Discussion|Comment via Facebook|Read Also\b|Leave a Reply\b|"
    r"You [Mm]ay [Aa]lso [Ll]ike\b)"
)
"""Where, in a line that lost its breaks, the page's tail begins."""
GLUED_TAIL_PROOF = re.compile(
    r"Comment via|Privacy Policy|Terms of Use|Cookie Policy|Contact Us|will not be published|"
    r"Community standards|"
    r"(?:Read Also|Leave a Reply)\s*\Z|All rights reserved"
)
"""What shows, to the end of that line, that it is one."""
LAST_WORDS = re.compile(
    r"(?<=[.!?\"”’)\]])[ \t]+(?:"
    r"(?:[A-Z]{2,4}[ \t])?\d{1,4}(?:-\d{1,3})?|Twitter|Facebook|Share|Print|Read (?:Also|More)|"
    r"More ?Image|English Bulletin|"
    r"Last [Uu]pdated?:? .{8,60}|"
    r"\(?(?:(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled)(?: and [a-z]+)? by) .{4,200}|"
    r"\([Ww]ith (?:agencies|[A-Z][\w ,&-]{1,60})\)|\(Click on .{5,100}\)|\(Corrects? .{5,300}\)|"
    r"This article is (?:an edited|a) translation .{5,80}|"
    r"Our Standards: ?The Thomson Reuters Trust Principles\.?"
    r")\s*\Z",
    re.DOTALL,
)
"""Furniture after the last sentence, on its line."""
TOKEN = re.compile(
    r"\[citation needed\]|\[edit\]|Get short URL(?:\s\d+)*|SEND https?\S+|\(?Opens in new window\)?"
)
"""Furniture within a line."""
