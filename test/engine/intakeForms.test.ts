import { expectView, readChannel, readView, startDesk, type TestDesk } from './support/desk';
import { beginRequest, COMPLETE, expectNext, fillPages, initialOf, openLetter, SENDER, takeRequest } from './support/intake';

let desk: TestDesk;
beforeEach(async () => {
	desk = await startDesk();
});
afterEach(() => desk.bench.stop());

it('a field that cannot be right keeps its page open, and says at the field what would be right', async () => {
	const { officer } = desk;
	const first = await beginRequest(officer, 'account-information');
	const wrong = {
		...SENDER,
		agency: ' ',
		officialEmail: 'the police',
		receivedOn: '2026-03-02',
		accounts: 'first last/name',
		caseReference: 'LE-26',
	};
	const { errors, closed } = await officer.submit(first, wrong);
	expect(closed).toBe(false);
	expect(errors?.agency).toContain('for example Wilmington Police Department');
	expect(errors?.officialEmail).toContain('for example');
	expect(errors?.receivedOn).toContain('future');
	expect(errors?.accounts).toContain('for example @firstname.lastname');
	expect(errors?.caseReference).toContain('LE-2026-0001');
	const many = Array.from({ length: 26 }, (_, index) => `@name.${index}`).join(' ');
	expect((await officer.submit(first, { accounts: many })).errors?.accounts).toContain('at most 25 accounts');
	const second = expectNext(await officer.submit(first, { ...SENDER, caseReference: '' }));
	const late = await officer.submit(second, { process: 'subpoena', periodFrom: '2026-02-01', periodTo: '2026-01-01' });
	expect(Object.keys(late.errors ?? {}).sort()).toEqual(['issuer', 'periodTo']);
});

it('nothing typed is lost by an error, by closing, by a failed submit or by a restart', async () => {
	const { officer, bench } = desk;
	const first = await beginRequest(officer, 'contents');
	const second = expectNext(await officer.submit(first, SENDER));
	await officer.submit(second, { informationRequested: 'Messages of January', process: 'search-warrant' });
	await bench.operator.fail('persistence.create', 1);
	const failed = await officer.submit(second, {
		informationRequested: 'Messages of January and February',
		issuer: 'Superior Court',
	});
	expect(failed.errors).toBeDefined();
	const again = await bench.restart('kill');
	desk = { ...desk, bench: again };
	const person = await again.as('legal.officer');
	const { view } = await person.type('/legal-request', { room: 'legal' });
	expect(readView(view)).toContain('You have not finished a request: Contents');
	const page = expectView((await person.press({ view: expectView(view) }, 'requestKind')).view);
	expect(initialOf(page, 'agency')).toBe(SENDER.agency);
	expect(initialOf(page, 'marks')).toEqual(SENDER.marks);
	const next = expectNext(await person.submit(page, {}));
	expect(initialOf(next, 'process')).toBe('search-warrant');
	expect(initialOf(next, 'informationRequested')).toMatch(/^Messages of January/);
});

it('what was typed for one kind is taken over to another, but for choices that it does not offer', async () => {
	const { officer } = desk;
	await officer.submit(await beginRequest(officer, 'emergency'), { ...SENDER, marks: ['signature', 'emergency-cover'] });
	const page = await beginRequest(officer, 'preservation');
	expect(initialOf(page, 'officer')).toBe(SENDER.officer);
	expect(initialOf(page, 'marks')).toEqual(['signature']);
	expect(readView(expectNext(await officer.submit(page, {})))).toContain('Deficient');
});

it('a draft is each person’s own, and gone when it is discarded or recorded', async () => {
	const { officer, counsel } = desk;
	await officer.submit(await beginRequest(officer, 'contents'), SENDER);
	const other = await counsel.type('/legal-request', { room: 'legal' });
	expect(readView(other.view)).not.toContain('You have not finished');
	const own = await officer.type('/legal-request', { room: 'legal' });
	const discarded = await officer.press({ view: expectView(own.view) }, 'discardRequest');
	expect(readView(discarded.view)).not.toContain('You have not finished');
	await takeRequest(officer, 'preservation');
	expect(readView((await officer.type('/legal-request', { room: 'legal' })).view)).not.toContain('You have not finished');
});

it('what was shown is what is recorded, once, however often it is sent', async () => {
	const { officer } = desk;
	const review = await fillPages(officer, await beginRequest(officer, 'preservation'), [SENDER]);
	expect((await officer.submit(review, {})).errors?.compared).toContain('Compare every line');
	await officer.interact(review.appId, {
		type: 'viewSubmit',
		viewId: review.id,
		triggerId: 'forged',
		payload: { view: { id: review.id, state: { compared: { compared: 'yes' }, agency: { agency: 'Somebody else' } } } },
	});
	await officer.submit(review, { compared: 'yes' });
	const cards = (await officer.messages('legal')).filter(({ msg }) => /^LE-/.test(String(msg)));
	expect(cards).toHaveLength(1);
	const card = JSON.stringify(cards);
	expect(card).toContain('Wilmington Police Department');
	expect(card).not.toContain('Somebody else');
});

it('is for the legal team: commands, buttons and forged submits of an ordinary user are refused', async () => {
	const { officer, bench } = desk;
	const { outcome } = await takeRequest(officer, 'preservation');
	const review = await fillPages(officer, await beginRequest(officer, 'preservation'), [SENDER]);
	const letter = await openLetter(officer, outcome);
	const before = { mail: (await bench.operator.mail()).length, channel: await readChannel(officer) };
	const maria = await bench.as('maria.silva');
	expect((await maria.type('/legal-request', { room: 'general' })).ephemerals).toEqual([
		// She reads Portuguese.
		'Este comando não está disponível para você.',
	]);
	for (const view of [review, letter]) {
		const state = {
			compared: { compared: 'yes' },
			deed: { deed: 'send' },
			to: { to: 'a@b.example' },
			subject: { subject: 's' },
			body: { body: 'b' },
		};
		const { body } = await maria.interact(view.appId, {
			type: 'viewSubmit',
			viewId: view.id,
			triggerId: 't',
			payload: { view: { ...view, state } },
		});
		expect(JSON.stringify(body)).toContain('errors');
	}
	for (const view of [outcome, review]) {
		for (const { element } of view.blocks.flatMap(({ elements }) =>
			(elements ?? []).map((element: { actionId: string; value: string }) => ({ element })),
		)) {
			await maria.interact(view.appId, {
				type: 'blockAction',
				actionId: element.actionId,
				triggerId: 't2',
				payload: { blockId: element.actionId, value: element.value },
				container: { type: 'view', id: view.id },
			});
		}
	}
	expect(maria.openViews).toEqual([]);
	expect({ mail: (await bench.operator.mail()).length, channel: await readChannel(officer) }).toEqual(before);
});

it('a further request is begun from an account and from a case, filled with what is known', async () => {
	const { officer } = desk;
	const account = await officer.type('/legal-locate @maria.silva', { room: 'legal' });
	const kinds = await officer.press({ view: expectView(account.view) }, 'newRequest');
	const page = await officer.press({ view: expectView(kinds.view) }, 'requestKind');
	expect(initialOf(expectView(page.view), 'accounts')).toBe('@maria.silva');
	const { reference } = await takeRequest(officer, 'preservation');
	const further = await beginRequest(officer, 'account-information', `/legal-request ${reference}`);
	expect(initialOf(further, 'caseReference')).toBe(reference);
	expect(initialOf(further, 'agency')).toBe(SENDER.agency);
	const review = await fillPages(officer, further, [{ marks: SENDER.marks }, COMPLETE['account-information']?.[1] ?? {}]);
	expect(readView(review)).toContain(`Case: ${reference}`);
});
