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
effect-removed = Goes with it.
effect-stranded = Stays pending, in a paragraph of its own.

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
export-as-txt = Plain text
export-as-html = Web page (HTML)
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
