/**
 * What stands out, with its cause: written by hand after profiling, to be read again whenever the tables change.
 * Each names where in `src` it comes from.
 */
export const FINDINGS = `## What stands out, and why

Written by hand; profiled on 2026-11-23. Where a table below no longer shows it, the sentence should go.

- **References read the whole year** (\`cases/references.ts\`, \`platform/caseIndex.ts\`: \`find\`). Opening a case by reference and claiming a new one read every claim of the year, so both grow with the year's cases. The claim also counts that read against \`SETTLE_MS\`: once the read alone takes 120 ms, every claim is given up, twenty times over, and no case can be opened. The table shows where.
- **A look at an account reads all looks of the month** (\`cases/caseFile.ts\`: \`appendToDesk\`), only to find the last one.
- **Every 200th append** makes a checkpoint, which reads and verifies the ledger from its beginning, twice (\`cases/checkpoint.ts\`); the other appends cost the same at 100 and at 10,000 events.
- **A command's time is its round trips.** Most calls wait for one another; the engine takes about a millisecond for each. The desk's ledger, the caller and the caller's rooms do not depend on each other and are read one after the other.
- **A submit writes more than its events**: each append also reads the checkpoints, rewrites the summary and removes the other list's, four calls in a row for each group of events.
- **Small captures** pay for their ledger events, keys, summary and card, some twenty calls that do not depend on the account's size; read the margin of each further record. What the margin pays beyond the bare loop is canonical JSON, gzip, digests and sealing, and for messages a second record that holds the metadata alone.
- **A production computes far more than stock tools do for the same bytes**: they are given the finished files. Two fifths of the time go into checking the fields of each record (\`production/selectRecords.ts\` builds the same zod schema anew for every record), somewhat less into laying out the text, a fifteenth into the ZIP.
- **The event loop is held** for the selection, the text and the ZIP of a package as a whole; a package of a few thousand records holds it for longer than 200 ms.
- **Lists and sweep do not depend on closed cases**; they grow with the open ones, whose summaries come in one read.
- In the workbench the app's clock reads a small file once a millisecond at most, which a server does not do; code that asks for the time at every record pays for it here.`;
