/*
 * Reads and checks a package of records. Whatever stands in a record is put on the page as text, never as HTML.
 */

'use strict';

const MANIFESTS = ['manifest-sha256.txt', 'tagmanifest-sha256.txt'];
const SEALS = ['tagmanifest-sha256.txt', 'tagmanifest-sha256.txt.p7s', 'tagmanifest-sha256.txt.p7s.tsr'];
const PER_PAGE = 100;
const byId = (id) => document.getElementById(id);

/* ---- text ---- */

const EMOJI = '\\p{Extended_Pictographic}\\uFE0F?[\\u{1F3FB}-\\u{1F3FF}]?';
const SHOWN_OR_HIDDEN = new RegExp(
	`(${EMOJI}(?:\\u200D${EMOJI})*)|(\\{(?=U\\+)|[\\u{16FE4}\\u2800\\uFFFC\\u{13441}\\u{13442}\\u{1D159}]|(?![ \\n])[\\p{C}\\p{Z}\\p{Default_Ignorable_Code_Point}])`,
	'gu',
);

/** The text with what cannot be seen written as {U+XXXX}, as in the text files. */
function escapeHidden(text) {
	return text.replace(SHOWN_OR_HIDDEN, (whole, emoji) =>
		emoji === undefined ? `{U+${whole.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}}` : emoji,
	);
}

function make(tag, text, className) {
	const element = document.createElement(tag);
	if (text !== undefined) element.textContent = text;
	if (className) element.className = className;
	return element;
}

/* ---- reading ---- */

let records = [];
let found = [];
let page = 0;

/** @param files list of { path, text }: the exact data of the package, one JSON object a line */
function readRecords(files) {
	records = files.flatMap(({ path, text }) =>
		text.split('\n').flatMap((line, index) => {
			if (line === '') return [];
			let value;
			try {
				value = JSON.parse(line);
			} catch {
				value = { unreadable: line };
			}
			return [{ path, line: index + 1, value, words: `${line.toLowerCase()}\n${listWords(value).join('\n').toLowerCase()}` }];
		}),
	);
	byId('file').replaceChildren(
		new Option('all files', ''),
		...[...new Set(records.map(({ path }) => path))].map((path) => new Option(path, path)),
	);
	search();
}

/** What is searched: every text and number of a record as it reads, beside the line as it is stored. */
function listWords(value) {
	if (Array.isArray(value)) return value.flatMap(listWords);
	return value !== null && typeof value === 'object' ? Object.values(value).flatMap(listWords) : [String(value)];
}

function search() {
	const wanted = byId('search').value.toLowerCase();
	const file = byId('file').value;
	found = records.filter((record) => (file === '' || record.path === file) && record.words.includes(wanted));
	page = 0;
	showPage();
}

function showPage() {
	const from = page * PER_PAGE;
	const shown = found.slice(from, from + PER_PAGE);
	byId('read-status').textContent =
		found.length === 0
			? `No record of ${records.length} matches.`
			: `Records ${from + 1} to ${from + shown.length} of ${found.length} found; ${records.length} in all.`;
	byId('records').replaceChildren(...shown.map(renderRecord));
	byId('previous').hidden = page === 0;
	byId('next').hidden = from + PER_PAGE >= found.length;
}

function renderRecord({ path, line, value }) {
	const item = make('li');
	const fields = value !== null && typeof value === 'object' && !Array.isArray(value) ? value : { value };
	const { kind, ...others } = fields;
	const sender = others.sender && others.sender.username ? `@${others.sender.username}` : '';
	const title = [kind, others.sentAt || others.capturedAt || others.at, sender].filter(
		(part) => typeof part === 'string' && part !== '',
	);
	item.append(make('h3', escapeHidden(title.join(' · ') || 'record')));
	const list = make('dl');
	const isSaid = (name) => name === 'text' || name === 'bio' || name === 'statusText';
	const entries = Object.entries(others).sort(([one], [other]) => Number(isSaid(other)) - Number(isSaid(one)));
	for (const [name, content] of entries) {
		const text = typeof content === 'object' && content !== null ? JSON.stringify(content, null, 1) : String(content);
		list.append(make('dt', escapeHidden(name)), make('dd', escapeHidden(text), isSaid(name) ? 'said' : undefined));
	}
	item.append(list, make('p', `${escapeHidden(path)}, line ${line}`, 'place'));
	return item;
}

/* ---- checking ---- */

/** @param entries list of { path, file }: everything that was chosen or dropped */
async function check(entries) {
	const status = byId('check-status');
	const result = byId('check-result');
	result.replaceChildren();
	if (!(window.crypto && crypto.subtle)) {
		status.textContent = 'This browser computes no SHA-256 for a page that is opened from a file. Check as README.txt says.';
		return;
	}
	const folders = entries
		.filter(({ path }) => nameOf(path) === MANIFESTS[0])
		.map(({ path }) => path.slice(0, -MANIFESTS[0].length));
	const roots = folders.filter((folder) => !folders.some((other) => other !== folder && folder.startsWith(other)));
	if (roots.length === 0) {
		status.textContent =
			'There is no manifest-sha256.txt in what was chosen: choose the folder into which the package was unpacked.';
		return;
	}
	const texts = [];
	let faults = 0;
	for (const root of roots.sort()) {
		const inside = entries
			.filter(({ path }) => path.startsWith(root))
			.map(({ path, file }) => ({ path: path.slice(root.length), file }));
		const report = await checkFolder(inside, (done) => {
			status.textContent = `Computing: ${done} of ${inside.length} files.`;
		});
		faults += report.rows.filter(({ fault }) => fault).length;
		result.append(...renderReport(root, report));
		texts.push(...report.texts.map(({ path, text }) => ({ path: roots.length > 1 ? root + path : path, text })));
	}
	const outside = entries.filter(({ path }) => !roots.some((root) => path.startsWith(root)));
	faults += outside.length;
	if (outside.length > 0) {
		result.append(
			renderTable(
				'Beside the package',
				outside.map(({ path }) => ({ path, answer: 'extra: in no package', fault: true })),
			),
		);
	}
	status.textContent =
		faults === 0 ? 'Every file is as the lists say, and none is missing or extra.' : `Not as the lists say: ${faults}.`;
	status.className = faults === 0 ? 'good' : 'bad';
	if (texts.length > 0) {
		byId('source').textContent = 'Shown are the records of the folder that was chosen, in its files data/records/*.ndjson.';
		readRecords(texts);
	}
}

function nameOf(path) {
	return path.slice(path.lastIndexOf('/') + 1);
}

async function checkFolder(entries, tell) {
	const files = new Map(entries.map(({ path, file }) => [path, file]));
	const rows = [];
	const listed = new Set(SEALS);
	const texts = [];
	let done = 0;
	let sealed = '';
	for (const manifest of MANIFESTS) {
		const lines = await readManifest(files.get(manifest));
		if (!lines) rows.push({ path: manifest, answer: 'missing or not readable', fault: true });
		for (const { path, sha256 } of lines || []) {
			listed.add(path);
			const file = files.get(path);
			const bytes = file && (await readBytes(file));
			const actual = bytes && (await hash(bytes));
			if (!file) rows.push({ path, answer: 'missing', fault: true });
			else if (!actual) rows.push({ path, answer: 'not readable', fault: true });
			else if (actual !== sha256) rows.push({ path, answer: `MISMATCH: it is ${actual}`, fault: true });
			else rows.push({ path, answer: 'match', fault: false });
			if (bytes && /^data\/records\/[^/]+\.ndjson$/.test(path)) texts.push({ path, text: new TextDecoder().decode(bytes) });
			tell((done += 1));
		}
	}
	for (const path of files.keys()) {
		if (!listed.has(path)) rows.push({ path, answer: 'extra: no list names it', fault: true });
	}
	if (!files.has(SEALS[1])) rows.push({ path: SEALS[1], answer: 'missing: the package is not signed', fault: true });
	const last = files.get(MANIFESTS[1]);
	if (last) sealed = await hash((await readBytes(last)) || new Uint8Array());
	return { rows: rows.sort((a, b) => Number(b.fault) - Number(a.fault)), texts, sealed };
}

async function readManifest(file) {
	const bytes = file && (await readBytes(file));
	if (!bytes) return undefined;
	const lines = new TextDecoder()
		.decode(bytes)
		.split('\n')
		.filter((line) => line !== '');
	const read = lines.map((line) => /^([0-9a-f]{64}) [ *](.+)$/.exec(line));
	return read.every(Boolean) ? read.map(([, sha256, path]) => ({ path, sha256 })) : undefined;
}

async function readBytes(file) {
	try {
		return new Uint8Array(await file.arrayBuffer());
	} catch {
		return undefined;
	}
}

async function hash(bytes) {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function renderReport(root, { rows, sealed }) {
	const name = root.replace(/\/$/, '') || 'package';
	const faults = rows.filter(({ fault }) => fault);
	const line = make('p', `SHA-256 of tagmanifest-sha256.txt, to compare with the letter or the declaration: `);
	line.append(make('code', sealed));
	const all = make('details');
	all.append(make('summary', `All ${rows.length} files of ${escapeHidden(name)}`), renderTable(escapeHidden(name), rows));
	return [...(faults.length > 0 ? [renderTable(`Not as the lists say: ${escapeHidden(name)}`, faults)] : []), line, all];
}

function renderTable(title, rows) {
	const scroll = make('div', undefined, 'scroll');
	const table = make('table');
	table.append(make('caption', title));
	const head = table.createTHead().insertRow();
	for (const name of ['File', 'Answer']) {
		const cell = make('th', name);
		cell.scope = 'col';
		head.append(cell);
	}
	const body = table.createTBody();
	for (const { path, answer, fault } of rows) {
		const row = body.insertRow();
		row.append(make('td', escapeHidden(path), 'mono'), make('td', answer, fault ? 'bad' : 'good'));
	}
	scroll.append(table);
	return scroll;
}

/* ---- choosing and dropping ---- */

/** All files of a dropped folder, however deep. */
async function listDropped(entry) {
	const path = entry.fullPath.replace(/^\//, '');
	if (entry.isFile) return [{ path, file: await new Promise((resolve, reject) => entry.file(resolve, reject)) }];
	const reader = entry.createReader();
	const listed = [];
	for (;;) {
		const more = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
		if (more.length === 0) break;
		for (const child of more) listed.push(...(await listDropped(child)));
	}
	return listed;
}

function checkOrSay(entries) {
	return Promise.resolve(entries)
		.then(check)
		.catch(() => {
			byId('check-status').textContent = 'The files could not be read. Check as README.txt says.';
			byId('check-status').className = 'bad';
		});
}

byId('folder').addEventListener('change', ({ target }) =>
	checkOrSay([...target.files].map((file) => ({ path: file.webkitRelativePath || file.name, file }))),
);
for (const type of ['dragover', 'dragleave', 'drop']) {
	byId('drop').addEventListener(type, (event) => {
		event.preventDefault();
		byId('drop').classList.toggle('over', type === 'dragover');
		if (type === 'drop') {
			const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
			checkOrSay(Promise.all(entries.map(listDropped)).then((lists) => lists.flat()));
		}
	});
}
byId('search-form').addEventListener('submit', (event) => {
	event.preventDefault();
	search();
});
byId('file').addEventListener('change', search);
byId('previous').addEventListener('click', () => {
	page -= 1;
	showPage();
});
byId('next').addEventListener('click', () => {
	page += 1;
	showPage();
});
readRecords(JSON.parse(byId('data').textContent).files);
