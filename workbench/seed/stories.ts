/** What the people with a part in the community's story say to each other: [username, text], in this order, between small talk. */
export type Story = readonly (readonly [string, string])[];

const boatDeal: Story = [
	['viktor.dray', 'The *Halcyon* is 9.4 m, built 1988, new engine. Asking 14,500.'],
	['lucinda.vale', 'Papers in order? The last one had a lien on it'],
	['viktor.dray', 'All in my name. I can send the registration'],
	['lucinda.vale', '12,000 and I take her as she is'],
	['viktor.dray', '13,200, half in advance to hold her'],
	['lucinda.vale', 'Fine. Sent 6,600 today, reference HALCYON'],
	['viktor.dray', 'Received, thank you! Handover on the 29th at the boathouse'],
	['lucinda.vale', 'I was at the boathouse. Nobody here knows a *Halcyon*.'],
	['viktor.dray', 'She is at the other harbour, I will explain'],
	['lucinda.vale', 'Which harbour? You do not answer your phone'],
	['lucinda.vale', 'Viktor, I want the 6,600 back by Friday or I go to the police'],
	['viktor.dray', 'You will have it. Do not make this bigger than it is'],
];

const behindTheDeal: Story = [
	['viktor.dray', 'Can I use your account for a transfer, just for two days? Mine is blocked'],
	['maria.silva', 'What sort of transfer?'],
	['viktor.dray', 'Somebody pays me for a boat. 6,600'],
	['maria.silva', 'You have a boat?'],
	['viktor.dray', 'Let us say I know where one is'],
	['maria.silva', 'No, Viktor. I do not want my name on that'],
	['viktor.dray', 'Forget that I asked. And delete this, please'],
	['maria.silva', 'I am not deleting anything'],
	['maria.silva', 'Lucinda wrote to me. Give her the money back'],
	['viktor.dray', 'It is gone. I needed it for the rent'],
];

const rehearsal: Story = [
	['maria.silva', 'New song, working title _Allotment_: https://pictures.example/demo/1'],
	['Maria.Silva2', 'Lovely bass line. Can we have it in D?'],
	['maria.silva', 'D it is. Wednesday at 19:00, I bring the small amp'],
	['Maria.Silva2', 'Who pays the room this month?'],
	['maria.silva', 'I paid, 38.50 each, no hurry'],
	['Maria.Silva2', 'Sent you 40, keep the rest for strings'],
];

const harbourTalk: Story = [
	['lucinda.vale', 'Are you still at the harbour?'],
	['viktor.dray', 'Until six. The *Halcyon* looks better by daylight'],
	['lucinda.vale', 'Send me a picture of the hull number'],
	['viktor.dray', 'Camera is broken, believe me'],
	['lucinda.vale', 'I would rather believe a hull number'],
	['viktor.dray', 'BR-VD-4471. Happy?'],
	['lucinda.vale', 'That number belongs to a ferry'],
];

const caravan: Story = [
	['sami.alwaha', 'نلتقي عند المحطة الساعة السابعة'],
	['sami.alwaha', 'Bring water, the road is closed after the bridge'],
	['sami.alwaha', 'وصلنا جميعاً بخير، شكراً لكم'],
];

/** By room name, or by the members of a direct room. */
export const stories: Record<string, Story> = {
	'boat-deal': boatDeal,
	'maria.silva viktor.dray': behindTheDeal,
	'viktor.dray lucinda.vale': harbourTalk,
	'band-rehearsal': rehearsal,
	caravan,
};
