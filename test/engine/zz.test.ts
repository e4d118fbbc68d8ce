import { expectView, PRESERVATION_REQUEST, startDesk, SUBJECT } from './support/desk';

it('counts', async () => {
	const desk = await startDesk();
	const benches = [desk.bench, await desk.bench.another(), await desk.bench.another()];
	for (let round = 0; round < 4; round++) {
		const people = await Promise.all(benches.map((bench) => bench.as('legal.officer')));
		const forms = await Promise.all(people.map((person) => person.type(`/legal-hold @${SUBJECT}`, { room: 'legal' })));
		const answers = await Promise.all(people.map((person, index) => person.submit(expectView(forms[index]?.view), PRESERVATION_REQUEST)));
		console.log(JSON.stringify(answers.map(({ errors, timedOut }) => ({ errors, timedOut }))), people.map(({ ephemerals }) => ephemerals));
	}
	await desk.bench.operator.settle();
	const events = (await desk.bench.operator.persistence()).map((d: any) => d.data?.json ?? '').filter((j: string) => j.includes('case.opened'));
	const refs = events.map((j: string) => /LE-2026-\d{4}/.exec(j)?.[0]);
	console.log(refs.sort().join(' '), new Set(refs).size, refs.length);
	await desk.bench.stop();
}, 120000);
