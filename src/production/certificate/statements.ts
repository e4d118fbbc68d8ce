import type { DeclarationFacts } from './facts';
import { field, prose, subheading } from '../text/layout';

/** Where the person writes. */
export const BLANK = '_'.repeat(44);

/**
 * The elements of a certification, each for the person to make or to strike out. None is marked by the software.
 * 1: "custodian or another qualified person"; 2 to 4: Fed. R. Evid. 803(6)(A)-(C), through 902(11); 5 and 6: 902(13);
 * 7 and 8: 902(14); abroad also 18 U.S.C. § 3505(a)(1)(D).
 */
export function renderStatements({ place }: DeclarationFacts): string[] {
	return [
		...subheading('Statements'),
		...prose`I, the person named above, declare as follows. I make only those statements whose brackets I have marked.`,
		...prose`[ ] ${1}. I am a custodian of the records of the organisation named above, or otherwise qualified to make these
			statements, on the basis given above.`,
		...prose`[ ] ${2}. The records that the server makes of its own operation, such as the times of registration and login, the
			memberships of rooms, and the accounts, rooms and times of messages, were made at or near the time of what they record,
			by the server, from information transmitted to it by the account or person that acted.`,
		...prose`[ ] ${3}. Those records were kept in the course of a regularly conducted activity of the organisation, the operation of
			the server.`,
		...prose`[ ] ${4}. Making those records was a regular practice of that activity.`,
		...prose`Statements ${2} to ${4} do not extend to what account holders and others supplied or wrote: names, profiles, messages
			and files.`,
		...prose`[ ] ${5}. The software named above copied the records from the server into a snapshot, which was complete at the time
			given above, and sealed each piece at once with a key of the legal team. The packages were made from that snapshot by the
			same software, which opened only pieces whose SHA-256 was the one that the ledger had recorded when they were sealed.`,
		...prose`[ ] ${6}. This process produces an accurate result. I know this from (what was tested, by whom, when):`,
		...field('Tested', BLANK),
		...field('- continued', BLANK),
		'',
		...prose`[ ] ${7}. When a package was made, the software computed the SHA-256 of the files in it and wrote the values into
			manifest-sha256.txt and tagmanifest-sha256.txt, which together name every file but tagmanifest-sha256.txt itself, its
			signature and the time stamp of that. SHA-256 identifies a file by its content: files with equal values are exact
			duplicates. A package of which the ZIP file has the value given above, or of which every file agrees with these lists
			and tagmanifest-sha256.txt has the value given above, is an exact duplicate of what was produced.`,
		...prose`[ ] ${8}. I computed these values of the packages that were handed over, and they are the values given above.`,
		...field('Computed on', BLANK),
		...field('With the program', BLANK),
		'',
		...prose`[ ] ${9}. The key of the certificate named above was controlled, when the packages were signed, by:`,
		...field('Controlled by', BLANK),
		'',
		...(place === 'abroad' ? renderForeign() : []),
	];
}

/** Fed. R. Evid. 902(12) and 18 U.S.C. § 3505: a false statement must be punishable where it is signed. */
function renderForeign(): string[] {
	return [
		...prose`[ ] ${10}. The records produced are duplicates of the records that the server held.`,
		...prose`[ ] ${11}. I sign in a manner that, if a statement of mine were false, would subject me to criminal penalty under the
			law of the country in which I sign, which is:`,
		...field('That law', BLANK),
		'',
	];
}
