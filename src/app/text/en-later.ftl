### The words of what comes after the first sight. A part that is there at once finds no word of these.

## Decisions

accept-title = { $count ->
    [one] Accept this change?
   *[other] Accept { $count } changes?
}
reject-title = { $count ->
    [one] Reject this change?
   *[other] Reject { $count } changes?
}
accept-title-delegation = { $count ->
    [one] Accept the change of { $delegation }?
   *[other] Accept all { $count } changes of { $delegation }?
}
reject-title-delegation = { $count ->
    [one] Reject the change of { $delegation }?
   *[other] Reject all { $count } changes of { $delegation }?
}
accept-meaning = { $count ->
    [one] It becomes part of the text. The decision is recorded.
   *[other] They become part of the text. The decision is recorded.
}
reject-meaning = { $count ->
    [one] It is dropped, and the text stays as it was. The decision is recorded.
   *[other] They are dropped, and the text stays as it was. The decision is recorded.
}
accept-confirm = { $count ->
    [one] Accept
   *[other] Accept { $count } changes
}
reject-confirm = { $count ->
    [one] Reject
   *[other] Reject { $count } changes
}
dependants = { $count ->
    [one] This also reaches a change of somebody else
   *[other] This also reaches { $count } changes of others
}
effect-removed = Goes with it
effect-stranded = Stays pending, in a paragraph of its own

## Drafting check

check-none = Nothing to mend
check-none-hint = The drafting check found no slips in the text as it would be adopted.
check-running = Checking the text…
check-error = To mend
check-advice = To think over
check-paragraph = Paragraph { $number }
check-fix = Fix
check-fix-one = Fix: { $message }


## What changed under a decision

conflict-title = Nothing was decided
conflict-meaning = { $count ->
    [one] A change is no longer as it was on your screen. Look at it again.
   *[other] { $count } changes are no longer as they were on your screen. Look at them again.
}
conflict-was = You saw
conflict-now = Now
conflict-gone = Not pending any more: withdrawn, or decided already.
conflict-look = Look at it

## Menus and tags

export-final = Clean — all changes applied
export-redline = Redline
export-original = Original — without changes
export-as-docx = Word
export-as-pdf = PDF
export-as-html = Web page (HTML)
export-as-html-sides = Side-by-side page
export-as-html-changes = Page of changes
export-as-akn = Akoma Ntoso
export-as-txt = Plain text
export-as-json = Draft file (JSON)
export-proposals = One to a page (Word)
numbering = Numbering of items
numbering-running = Number anew as the text changes
numbering-provisional = Keep the original’s labels, put others between
numbering-pinned = Keep the labels that are shown now
numbering-spelling = Labels between
tag-inserts = inserts
tag-deletes = deletes
tag-sets = formats
decide = Decide
decide-selection = Selection
decide-row = { $count ->
    [one] { $name }, 1 change
   *[other] { $name }, { $count } changes
}
changes-further = { $count ->
    [one] and 1 further change
   *[other] and { $count } further changes
}
agreement = Agreement
agreement-close = Agreed: closed to all
agreement-open = Open again
agreement-closed = { $count ->
    [one] Paragraph agreed.
   *[other] { $count } paragraphs agreed.
}
agreement-opened = { $count ->
    [one] Paragraph opened again.
   *[other] { $count } paragraphs opened again.
}

## What can be done with a change

menu-support = For its sponsors
withdraw = Withdraw
cease = Withdraw our support
support = Support
reason-give = Give a reason…
reason-change = Change the reason…
proposal-from = Table as a proposal…
accept-noted = Accept with a note…
reject-noted = Reject with a note…
only-inserts = Accept only what it inserts…
only-deletes = Accept only what it deletes…
only-title-inserts = Accept only what this change inserts?
only-title-deletes = Accept only what this change deletes?
only-meaning-inserts = What it deletes stays pending.
only-meaning-deletes = What it inserts stays pending.
amended = Accept as amended…
amended-title = Accept this change as amended?
amended-meaning = It is accepted together with your own changes to it.
amended-confirm = Accept as amended
amended-by = Amended by
defer = Defer…
take-up = Take up again
defer-title = { $count ->
    [one] Defer this change?
   *[other] Defer { $count } changes?
}
defer-meaning = { $count ->
    [one] It stays pending and is marked as put off.
   *[other] They stay pending and are marked as put off.
}
defer-confirm = Defer
supersede = Supersede…
supersede-title = { $count ->
    [one] Supersede this change?
   *[other] Supersede { $count } changes?
}
supersede-meaning = { $count ->
    [one] It is rejected in favour of another.
   *[other] They are rejected in favour of another.
}
supersede-confirm = Supersede
supersede-by = In favour of
supersede-choose = Choose a change or a proposal
accept-title-proposal = Accept proposal { $number }?
reject-title-proposal = Reject proposal { $number }?
defer-title-proposal = Defer proposal { $number }?
supersede-title-proposal = Supersede proposal { $number }?
group = Exclusive group…
group-title = Of which group is this change?
group-meaning = Of the changes of one group only one can be accepted: accepting it rejects the others.
group-name = Name of the group, or nothing for none
reason = Reason
reason-title = Why is this proposed?
keep = Save
edit = Edit
notice-withdrawn = Change withdrawn.
notice-ceased = Your support is withdrawn.
notice-supported = You support this change.
notice-reopen = The decision is taken back.
notice-taken-up = It is no longer put off.

## What is recorded with a decision

particulars = Method, note, reservations
method = Method
method-none = Not recorded
method-consensus = Consensus
method-show-of-hands = Show of hands
method-roll-call = Roll call
figures = { $for } for, { $against } against, { $abstentions ->
    [one] 1 abstention
   *[other] { $abstentions } abstentions
}
figures-for = For
figures-against = Against
figures-abstentions = Abstentions
note = Note
reservation = Reservation
reservation-who = Delegation
reservation-of = Reservation of { $delegation }:
reservation-form = A code such as USA or F
reservation-more = Another reservation
effect-accept = Accept it too
effect-reject = Reject it
dependant-choice = What becomes of the change of { $delegation }

## What was decided

decided-none = Nothing decided yet
decided-none-hint = Each decision is listed here with who took it, when, and on what.
decided-more = { $count ->
    [one] Show 1 more decision
   *[other] Show { $count } more decisions
}
decided-reopened = Taken back
decided-amends = Amendment
decided-own-accept = Accepted
decided-own-reject = Rejected
decided-by = In favour of { $other }
reopen = Reopen
verdict-accept = Accepted
verdict-reject = Rejected
verdict-amended = Accepted as amended
verdict-defer = Deferred
verdict-supersede = Superseded
verdict-withdraw = Withdrawn
verdict-reopen = Decision taken back
verdict-settle = Bracket settled
bracket-chosen-keep = Kept
bracket-chosen-delete = Deleted
bracket-chosen-alternative = Alternative { $number }
paragraphs-further = { $count ->
    [one] and 1 further paragraph
   *[other] and { $count } further paragraphs
}
verdict-agree-paragraphs = { $count ->
    [one] Paragraph agreed
   *[other] { $count } paragraphs agreed
}
verdict-reopen-paragraphs = { $count ->
    [one] Paragraph opened again
   *[other] { $count } paragraphs opened again
}

## Proposals

proposals-none = No proposals yet
proposals-none-hint = Delegations table their changes here under a number.
proposal-new = New proposal
proposal-edit = Edit proposal { $number }
proposal-decide = Decide on proposal { $number }
proposal-table = Table
proposal-number = Number
proposal-number-form = A number such as USA/12/1
proposal-kind = Kind
proposal-title = Title
proposal-reasons = Reasons
proposal-sponsors = Sponsors
proposal-state = State
proposal-order = Turn
proposal-turn = Turn { $order }
proposal-changes = Changes
proposal-changes-none = No pending change of yours is free.
proposal-about = About
proposal-about-nothing = Choose at least one paragraph that it is about.
proposal-list = { $count ->
    [one] 1 change
   *[other] { $count } changes
}
state-pending = Pending
state-agreed = Agreed
state-amended = Amended
state-rejected = Rejected
state-withdrawn = Withdrawn
state-superseded = Superseded
state-deferred = Deferred

## Brackets

brackets = In brackets, not agreed
bracket-unclosed = An opening bracket without its partner
bracket-unopened = A closing bracket without its partner
bracket-keep = Keep
bracket-delete = Delete
bracket-choose = Choose
bracket-title-keep = Keep what stands in these brackets?
bracket-title-delete = Delete what stands in these brackets?
bracket-title-alternative = Choose this from the brackets?
bracket-choice = { $choice }: { $text }

## People

members = Who may open this draft
members-revoke = Remove
members-revoke-one = Remove { $name }
members-revoke-sure = Really?
members-revoke-sure-one = Really? Remove { $name }
members-invite = Invite somebody
members-name = Name
members-role = Role
members-delegation = Delegation
members-add = Invite
members-link = Link for { $name }: whoever has it writes in that name
stage-freeze = Freeze the draft
stage-freeze-meaning = In a frozen draft only the chair writes.
stage-unfreeze = Open the draft again
stage-unfreeze-meaning = The draft is frozen: only the chair writes.

## Two texts compared

documents = Documents
back = Back
compare-open = Compare…
compare-title = Compare two texts
compare-meaning = What leads from the old text to the new one becomes a redline. Both stay as they are.
compare-old = Old text
compare-next = New text
compare-file = A document
compare-draft-final = This draft, final
compare-draft-original = This draft, original
compare-meaning-final = As it would be with all its changes
compare-meaning-original = As it was, without its changes
compare-choose-old = Choose the old one, or drop it
compare-choose-next = Choose the new one, or drop it
compare-other = Choose another
compare-go = Compare
compare-running = Comparing…
compare-same = The two texts are the same
compare-becomes = What becomes of it?
compare-becomes-draft = A new draft, whose chair you are
compare-becomes-document = A document
compare-as = Download as
compare-save = Download
compare-saved = The redline is downloaded.
compare-findings = { $count ->
    [one] One thing was settled in { $name }
   *[other] { $count } things were settled in { $name }
}
compare-findings-none = Everything in both was taken over.
compare-unreadable = { $name } cannot be read: { $message }.
compare-unreadable-at = { $name } cannot be read. At { $place }: { $message }.

## A draft out of a document

import-open = Open a document…
import-title = A new draft out of a document
import-meaning = The document becomes a draft of its own, with its revisions and comments. This draft stays as it is.
import-choose = Choose a document, or drop it here
import-kinds = Word, Akoma Ntoso, web page, text or draft file, up to 5 MB
import-reading = Reading { $name }…
import-large = The document is larger than 5 MB. Split it, or take its pictures out.
import-unreadable = This document cannot be read: { $message }.
import-unreadable-at = This document cannot be read. At { $place }: { $message }.
import-busy = The server is busy with other documents. Try again in a moment.
import-whose = Whose changes are these?
import-whose-hint = A code such as USA or F. What you leave empty is the secretariat’s (SEC).
import-nameless = Without a name
import-author-count = { $count ->
    [one] once
   *[other] { $count } times
}
import-findings = { $count ->
    [0] Everything in the document was taken over
    [one] One thing was simplified
   *[other] { $count } things were simplified
}
import-make = Make the draft
import-made = { $title } is a draft now, and you are its chair.
import-link = Your link to it: keep it, whoever has it is the chair
import-go = Open the draft
