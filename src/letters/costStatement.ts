import { composeLetter, quote, type Letter, type LetterFacts } from './letter';
import { onOneLine } from './mailText';
import type { CostState, ProductionState } from '../cases/state';
import { nameProcess } from '../policy/entitlement';
import { formatCents, type CostLine } from '../policy/fees';
import { LAW } from '../policy/law';

/** A letter's facts, and the costs that it states. */
export interface CostLetterFacts extends LetterFacts {
	statement: CostState;
	production: ProductionState;
}

/**
 * What is asked for the work of a production, line by line. The amount is asked for, not demanded: it is as the agency
 * agrees or a court determines.
 *
 * @clause cost-reimbursement
 * @law us-2706
 * @law us-2706-b
 */
export function writeCostLetter(facts: CostLetterFacts): Letter {
	const { statement, production } = facts;
	const { number, replaces, totalCents } = statement;
	return composeLetter(facts, `statement of costs no. ${number}`, [
		[
			`Statement of costs no. ${number}, for our production no. ${production.number}${describePackage(production)}.`,
			`It was made under: ${describeProcess(production)}.`,
			...(replaces === undefined ? [] : [`This statement takes the place of our statement no. ${replaces}.`]),
		].join('\n'),
		quote('cost-reimbursement'),
		writeLines(statement.lines),
		writeSums(statement),
		totalCents === 0 ? 'Nothing is asked for.' : ASKED,
	]);
}

const ASKED = `The fee is for costs reasonably necessary and directly incurred in searching for, assembling, reproducing or otherwise providing the records (${LAW['us-2706'].cite}). Its amount is as you agree with us or, without agreement, as the court determines (${LAW['us-2706-b'].cite}). The production did not wait for it. If you agree with the amount, please tell us whom to send an invoice; if not, please tell us what you do not agree with.`;

function describePackage({ built, deliveredAt }: ProductionState): string {
	return built ? ` (${built.fileName}, SHA-256 ${built.sha256}), delivered at ${deliveredAt ?? ''}` : '';
}

function describeProcess({ process }: ProductionState): string {
	return [nameProcess(process.kind), process.issuer, process.number, `dated ${process.issuedOn}`]
		.map((part) => onOneLine(part))
		.join(', ');
}

function writeLines(lines: readonly CostLine[]): string {
	const bases = [...new Set(lines.map(({ basis }) => onOneLine(basis)))];
	const basis =
		bases.length === 1
			? [`Basis of the rates: ${bases[0]}`]
			: lines.map((line, index) => `Basis of the rate of ${index + 1}: ${onOneLine(line.basis)}`);
	return [...lines.map(writeLine), ...basis].join('\n');
}

function writeLine({ description, units, unit, rateCents, rateUnit = unit, amountCents }: CostLine, index: number): string {
	const work = `${onOneLine(description)}: ${units} × 1 ${unit} at ${formatCents(rateCents)} for each ${rateUnit}`;
	return `${index + 1}. ${work} = ${formatCents(amountCents)}`;
}

function writeSums({ subtotalCents, agreedCents, waivedCents, waiverReason, totalCents }: CostState): string {
	return [
		`Sum of the lines: ${formatCents(subtotalCents)}`,
		...(agreedCents === undefined ? [] : [`Agreed with you: ${formatCents(agreedCents)}`]),
		...(waiverReason === undefined ? [] : [`Waived: ${formatCents(waivedCents)} (${onOneLine(waiverReason, 500)})`]),
		`Amount asked for: ${formatCents(totalCents)}`,
	].join('\n');
}
