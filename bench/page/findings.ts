/**
 * What stands out, with its cause: written by hand after profiling, to be read again whenever the tables change.
 * Each names where in `src` it comes from.
 */
export const FINDINGS = `## What stands out, and why

Written by hand; profiled on 2026-11-23. Where a table below no longer shows it, the sentence should go. What happens at a million messages and with
several instances is in [scale.md](scale.md).

- **A command's time is its round trips**: against the same calls made by an app that does nothing else, little is left. The aim's floor counts persistence calls only and leaves out three that no command of the desk can do without: the caller and the caller's rooms, read anew at each call because roles are taken away, and the opening of the view. The first two are asked side by side with the desk's ledger; nothing is said, shown or written before it is decided whether the caller may. The settings are asked for where they rule something, five calls fewer for all else, and a view without a form leaves no record. What is left waits for what it needs: the list, the form's record, the view.
- **A submit is many small writes in order**: events of one case follow each other, since each names the one before and a crash must leave none without it; a summary is rewritten after each group, and the snapshot's pieces are noted before they are written. Its wait for rival claims is by design.
- **References, looks and checkpoints no longer follow the year, the month or the ledger**: a reference is found by its own name, an append to a month's looks reads the runs after the last checkpoint, and a checkpoint goes on from the one before (from the first event at every power of two).
- **Small captures** pay for their ledger events, keys, summary and card, some thirty calls that do not depend on the account's size; read the margin of each further record. Memberships are asked for eight at a time, so that many of them take less than the bare loop, which asks for one after the other.
- **A captured message** costs beyond the bare loop what its two records cost (the message, and its metadata alone): canonical JSON, gzip, digest and sealing; the bare loop writes bytes that cost nothing to make. The next page is read while one is written, which helps where a core is idle.
- **A production computes more than stock tools do for the same bytes**: they are given the finished files. It lets others have their turn after every 40 ms of work.
- **Lists, due list and sweep do not depend on closed cases**; they grow with the open ones, whose summaries come in one read.
- **Start-up follows the bundle**: the engine sends, parses and compiles it at each start; a good half of what the app takes longer than the empty one is compiling, the rest is setting up the libraries (certificates, schemas). It happens at a start of the server and after a crash.
- **Memory** rises in the first hundred commands as code is compiled, then by steps of V8's heap.
- In the workbench the app's clock reads a small file once a millisecond at most, which a server does not do; code that asks for the time at every record pays for it here.`;
