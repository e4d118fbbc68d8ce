import { readFileSync } from 'fs';
import path from 'path';

import { CLAUSES, CONTEXT_CLAUSES, RULE_CLAUSES, STATEMENT_CLAUSES } from '../../src/policy/clauses';

const guidelines = readFileSync(path.join(__dirname, '../../docs/guidelines-for-law-enforcement.txt'), 'utf8');

/** Headings and page furniture: all of the page that is no clause. */
const HEADINGS = `
Guidelines for Law Enforcement
• Dark
Light
• PDF
Guidelines for Law Enforcement
• Dark
Light
• PDF
Article summary
Last updated: February 24, 2022
Important Highlight from the page below
What is Rocket.Chat?s
Deployment options
Servers under control of Rocket.Chat
What account information does Rocket.Chat have?
Community Server
Rocket.Chat Cloud
fPrivate Servers
Individual user account information
Data retention information
Preservation requests
You can find further instructions below.
Requests for Rocket.Chat Cloud or community server account information
Private information requires a subpoena or court order
Contents of communications require a search warrant
Does Rocket.Chat notify users of requests for account information?
What details must be included in account information requests?
•  Further instructions are given below.
Production of records
Records authentication
Cost reimbursement
Emergency disclosure requests
How to make an emergency disclosure request?
Contact information
Our address details are:
Was this article helpful?
ESC
Eddy AI, facilitating knowledge discovery through conversational intelligence
`;

const lines = (text: string) =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');

describe('the clauses of the guidelines', () => {
	it.each(Object.entries(CLAUSES))('%s is in the guidelines, word for word, and once: “%s”', (_, words) => {
		expect(guidelines.split(words)).toHaveLength(2);
	});

	it('cover the whole text: only headings are left when they are taken out', () => {
		const longestFirst = Object.values<string>(CLAUSES).sort((one, other) => other.length - one.length);
		const rest = longestFirst.reduce((text, words) => text.replace(words, ''), guidelines);
		const left = lines(rest).filter((line) => !/^(•|\d\.)$/.test(line));
		expect(left).toEqual(lines(HEADINGS));
	});

	it('do not share an id', () => {
		const tables = [RULE_CLAUSES, STATEMENT_CLAUSES, CONTEXT_CLAUSES];
		expect(Object.keys(CLAUSES)).toHaveLength(tables.flatMap(Object.keys).length);
	});
});
