### The words of the interface. One word per idea, as in README.

## Opening a draft

opening = Opening the draft…
loading = Loading the text…
loading-part = One moment…
retry = Try again
gate-nolink = Open a draft with your link
gate-nolink-hint = Each person in a meeting has a link of their own. Ask the secretariat if you have none.
gate-unauthorized = This link is no longer valid
gate-unauthorized-hint = It may have been replaced by a newer one. Ask the secretariat for your present link.
gate-forbidden = This link is for another draft
gate-forbidden-hint = Ask the secretariat for the link to this draft.
gate-notFound = There is no such draft
gate-notFound-hint = It may have been removed, or the link was cut short when it was copied.
gate-unreachable = The server cannot be reached
gate-unreachable-hint = This draft has not been opened on this device before, so nothing can be shown without a connection.
refused-unauthorized = Your link is no longer valid
refused-forbidden = You no longer have access to this draft
refused-notFound = This draft has been removed
refused-unreachable = The server cannot be reached
refused-kept = You can still read and copy the text as it was. What you have not sent stays on this device.
refused-detail = The server says: { $detail }

## Finding one’s way

skip-text = Skip to the text
skip-changes = Skip to the changes
text = Draft
tools = Writing tools
panel = What is listed
proposals = Proposals
decided = Decided
dock = Changes in the text
close = Close
cancel = Cancel
copy = Copy
copied = Copied.
copy-failed = The text could not be copied. Select it and copy it by hand.
dismiss = Dismiss

## Bar

view = View
view-original = Original
view-redline = Redline
view-final = Final
stage = { $stage ->
    [frozen] Frozen
   *[other] { $stage }
}
numbered-provisional = Provisional labels
numbered-pinned = Pinned labels
saved-saved = Saved
saved-saved-tip = Everything you wrote is stored on the server
saved-saving = Saving…
saved-saving-tip = On its way to the server
saved-offline = Offline
saved-kept = — kept on this device
saved-unkept-tip = Not written on this device: leave this page open. It is sent when the connection is back
saved-offline-tip = You can go on writing. It is sent when the connection is back
saved-connecting = Connecting…
saved-connecting-tip = Waiting for the server
connection-online = Connected
people = In this draft now
people-count = { $count ->
    [one] Only you are in this draft
   *[other] { $count } people in this draft
}
people-you = (you)
people-manage = Invite and manage…
role-chair = Chair
role-secretary = Secretary
role-editor = Editorial Committee
role-delegate = Delegate
role-observer = Observer
me = You
me-label = You: { $name }, { $role }, { $delegation }
theme = Appearance
theme-auto = As the system
theme-light = Light
theme-dark = Dark
export = Export

## Writing tools

mode = What your typing does
mode-propose = Propose
mode-direct = Edit directly
mode-proposing-as = Proposing as
hint-observer = You are reading. Only delegations and the secretariat can write.
hint-frozen = The draft is frozen. Only the chair can write.
hint-refused = Nothing more can be written here.
hint-waiting = One moment: your words are being brought up to date.
hint-original = The adopted text, as if no change had been proposed.
hint-final = The text as if every change were accepted.
hint-back = Back to the redline to write
undo = Undo
redo = Redo
format = Format
em = Italic
strong = Bold
indent = One level down
outdent = One level up
insert-bracket = Put in brackets
insert-footnote = Footnote
insert-reference = Refer to a paragraph
paragraph = Kind of paragraph
paragraph-label = Kind of paragraph: { $name }
paragraph-mixed = Paragraph
paragraph-group-body = Body
paragraph-group-head = Head
paragraph-group-rest = Other
paragraph-number = Number
paragraph-title = Title
paragraph-history = History
paragraph-opening = Opening
paragraph-call = Call
paragraph-item = Item
paragraph-text = Text
paragraph-heading = Heading
paragraph-annex-number = Annex number
paragraph-annex-title = Annex title
paragraph-footnote = Footnote
paragraph-proposal = Proposal
paragraph-reasons = Reasons
paragraph-empty = Empty paragraph

agreed-refused = This paragraph is agreed. The chair can open it again.

## Changes

changes = Changes
changes-count = { $count ->
    [0] No changes
    [one] 1 change
   *[other] { $count } changes
}
changes-none = No pending changes
changes-none-hint = What delegations propose is listed here, paragraph by paragraph.
changes-more = { $count ->
    [one] Show 1 more paragraph
   *[other] Show { $count } more paragraphs
}
previous = Previous change
next = Next change
filter = Whose changes are listed
filter-all = All
piece-inserted = Inserted:
piece-deleted = Deleted:
piece-space = space
piece-set = { $attribute }: { $from } → { $to }
pieces-more = { $count ->
    [one] and 1 more place
   *[other] and { $count } more places
}
attribute-role = Kind of paragraph
attribute-part = Part
attribute-level = Level
attribute-label = Label
attribute-em = Italic
attribute-strong = Bold
attribute-sup = Superscript
attribute-sub = Subscript
attribute-underline = Underline
value-none = none
value-on = on
moved = moved
moved-deletes = moved away
moved-inserts = moved here
note-agreed = Agreed:
note-moved-away = Moved away:
note-moved-here = Moved here:

deferred = Deferred
one-of = One of: { $group }
with = with
card-menu = More on this change of { $delegation }

## Decisions

accept = Accept
reject = Reject
accept-one = Accept this change of { $delegation }
reject-one = Reject this change of { $delegation }
notice-amended = Accepted as amended.
notice-defer = { $count ->
    [one] Change deferred.
   *[other] { $count } changes deferred.
}
notice-supersede = { $count ->
    [one] Change superseded.
   *[other] { $count } changes superseded.
}
notice-settled = Bracket settled.
notice-accept = { $count ->
    [one] Change accepted.
   *[other] { $count } changes accepted.
}
notice-reject = { $count ->
    [one] Change rejected.
   *[other] { $count } changes rejected.
}

check = Check

## What went wrong

unsent = { $count ->
    [one] A text of yours could not be taken
   *[other] { $count } texts of yours could not be taken
}
unsent-delete = Struck: { $text }
unsent-frozen = The draft was frozen before this reached the server.
unsent-observer = You can only read this draft now, and this had not reached the server.
unsent-refused = The connection was ended before this reached the server.
unsent-agreed = The paragraph was agreed before this reached the server.
unsent-other = The server did not take this: { $detail }
failed-conflict = These words changed while you were deciding, so nothing was decided. Look at them again.
failed-mend = The text has changed there, or you cannot write now. Nothing was mended.
failed-offline = The server cannot be reached. Try again when the connection is back.
failed-refused = You may not do this. The server says: { $detail }
failed-other = This did not work. The server says: { $detail }
