/**
 * Rules that come from outside the guidelines: statutes that they name or presuppose, and this app's own safeguards.
 * A citation is for a lawyer to look up; it is not a quotation.
 */
export const LAW = {
	'us-2703-c-2': { cite: '18 U.S.C. § 2703(c)(2)', says: 'a subpoena reaches basic subscriber information' },
	'us-2703-d': { cite: '18 U.S.C. § 2703(c)(1)(B), (d)', says: 'a court order reaches records that are not contents' },
	'us-2703-f': { cite: '18 U.S.C. § 2703(f)', says: 'records are preserved for 90 days, and for 90 more on a renewed request' },
	'us-2702-b-3': { cite: '18 U.S.C. § 2702(b)(3), (c)(2)', says: 'lawful consent permits disclosure of what it covers' },
	'us-2702-b-8': {
		cite: '18 U.S.C. § 2702(b)(8), (c)(4)',
		says: 'disclosure without delay in an emergency is permitted, not ordered',
	},
	'us-2705-b': { cite: '18 U.S.C. § 2705(b)', says: 'a court may forbid notice for a period that it sets' },
	'us-2706': { cite: '18 U.S.C. § 2706', says: 'costs reasonably necessary and directly incurred are reimbursed' },
	'us-2706-b': {
		cite: '18 U.S.C. § 2706(b)',
		says: 'the amount is as mutually agreed or, without agreement, as the court determines',
	},
	'us-2709': { cite: '18 U.S.C. § 2709', says: 'a national security letter reaches subscriber information, never contents' },
	'us-3512': {
		cite: '18 U.S.C. § 3512',
		says: 'a foreign request for assistance is executed through an order of a United States court',
	},
	'us-1746': { cite: '28 U.S.C. § 1746', says: 'a declaration under penalty of perjury, dated and signed, stands for an oath' },
	'us-3505': { cite: '18 U.S.C. § 3505', says: 'foreign records of regularly conducted activity, in criminal cases' },
	'fre-902-11': {
		cite: 'Federal Rule of Evidence 902(11), with 803(6)(A)-(C)',
		says: 'a custodian or other qualified person certifies domestic records of a regularly conducted activity',
	},
	'fre-902-12': {
		cite: 'Federal Rule of Evidence 902(12)',
		says: 'foreign records, in civil cases: a false statement is punishable where the certification is signed',
	},
	'fre-902-13': {
		cite: 'Federal Rule of Evidence 902(13)',
		says: 'a qualified person certifies that a process produces an accurate result',
	},
	'fre-902-14': {
		cite: 'Federal Rule of Evidence 902(14)',
		says: 'a qualified person certifies a copy by digital identification, such as hash values',
	},
	'eu-2023-1543-3': { cite: 'Regulation (EU) 2023/1543, Article 3', says: 'the certificate names the category of data' },
	'eu-2023-1543-5': { cite: 'Regulation (EU) 2023/1543, Articles 5(5) and 9', says: 'what an EPOC states' },
	'eu-2023-1543-6': { cite: 'Regulation (EU) 2023/1543, Articles 6(4) and 9', says: 'what an EPOC-PR states' },
	'eu-2023-1543-10': {
		cite: 'Regulation (EU) 2023/1543, Article 10',
		says: 'data is transmitted within 10 days, in an emergency within 8 hours',
	},
	'eu-2023-1543-11': {
		cite: 'Regulation (EU) 2023/1543, Article 11',
		says: 'preservation ends after 60 days, unless it is extended by 30 days before they are over; once a request for production is confirmed it lasts as long as that needs',
	},
	'budapest-16': { cite: 'Convention on Cybercrime (Budapest), Article 16', says: 'data is preserved for up to 90 days' },
	'house-two-people': { cite: 'House rule', says: 'one person proposes, another decides' },
	'house-call-back': {
		cite: 'House rule',
		says: 'the officer is called back on a number that does not come from the request, since forged emergency requests are common',
	},
	'house-no-emergency-fee': { cite: 'House rule', says: 'nothing is charged in an emergency' },
	'house-no-child-safety-fee': { cite: 'House rule', says: 'nothing is charged where the safety of a child is at stake' },
} as const;

export type LawId = keyof typeof LAW;
