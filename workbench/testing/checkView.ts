import { loadUiKit, type UiKit } from './uiKit';

type Block = Record<string, any>;

export type CheckedSurface = 'modal' | 'contextual_bar' | 'banner' | 'message';

export interface CheckOptions {
	/** Also what Rocket.Chat's mobile client does not draw. */
	mobile?: boolean;
}

const guards: Record<Exclude<CheckedSurface, 'message'>, keyof UiKit> = {
	modal: 'isModalView',
	contextual_bar: 'isContextualBarView',
	banner: 'isBannerView',
};

const parsers = {
	modal: 'UiKitParserModal',
	contextual_bar: 'UiKitParserContextualBar',
	banner: 'UiKitParserBanner',
	message: 'UiKitParserMessage',
} as const satisfies Record<CheckedSurface, keyof UiKit>;

/** What the mobile client has no widget for. */
const notOnMobile = ['time_picker', 'checkbox', 'radio_button', 'toggle_switch', 'linear_scale', 'callout', 'preview'];

/** Longest texts that a client still shows whole; Rocket.Chat itself sets no limits. */
const longest: Record<string, number> = {
	title: 75,
	label: 150,
	hint: 300,
	placeholder: 150,
	button: 75,
	option: 75,
	text: 3000,
};

const mostBlocks = 100;

/** Conditional blocks are resolved before a surface looks at them. */
const flatten = (blocks: Block[]): Block[] =>
	blocks.flatMap((block) => (block.type === 'conditional' ? flatten(block.render ?? []) : [block]));

const listParts = (block: Block): Block[] => [block.element, block.accessory, ...(block.elements ?? [])].filter(Boolean);

const describe = (part: Block): string => `${part.type} "${part.actionId ?? part.blockId ?? part.label?.text ?? ''}"`;

const listRepeated = (names: string[]): string[] => [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];

function checkText(text: Block | undefined, kind: string, where: string): string[] {
	if (text === undefined) return [];
	if (typeof text.text !== 'string' || text.text === '') return [`${where}: an empty ${kind}`];
	const most = longest[kind] ?? Infinity;
	return text.text.length > most ? [`${where}: a ${kind} of ${text.text.length} characters; ${most} at most`] : [];
}

function checkOptions(element: Block, where: string): string[] {
	if (
		!element.type?.includes('static_select') &&
		!['checkbox', 'radio_button', 'toggle_switch', 'overflow'].includes(element.type)
	) {
		return [];
	}
	const options: Block[] = [
		...(element.options ?? []),
		...(element.optionGroups ?? []).flatMap((group: Block) => group.options ?? []),
	];
	const values = options.map(({ value }) => String(value));
	const initial = [element.initialValue ?? []].flat() as string[];
	return [
		...(options.length === 0 ? [`${where}: nothing to choose from`] : []),
		...listRepeated(values).map((value) => `${where}: two options have the value "${value}"`),
		...initial.filter((value) => !values.includes(value)).map((value) => `${where}: the initial value "${value}" is no option`),
		...options.flatMap((option) => checkText(option.text, 'option', where)),
	];
}

function checkPart(part: Block, { mobile }: CheckOptions): string[] {
	const where = describe(part);
	const isText = part.type === 'plain_text' || part.type === 'mrkdwn';
	return [
		...(isText ? checkText(part, 'text', where) : []),
		...(!isText && part.type !== 'image' && !part.actionId ? [`${where}: no actionId, so a client makes one up`] : []),
		...(part.type === 'button' ? checkText(part.text, 'button', where) : checkText(part.placeholder, 'placeholder', where)),
		...checkOptions(part, where),
		...(part.confirm ? [`${where}: the web client asks no "confirm"; what is pressed is done`] : []),
		...(mobile && notOnMobile.includes(part.type) ? [`${where}: not drawn by the mobile client`] : []),
	];
}

function checkBlock(block: Block, options: CheckOptions): string[] {
	const where = describe(block);
	return [
		...(block.type === 'input' && !(block.blockId ?? block.element?.blockId)
			? [`${where}: no blockId, so the client does not send what is typed`]
			: []),
		...checkText(block.label, 'label', where),
		...checkText(block.hint, 'hint', where),
		...(block.type === 'section' || block.type === 'callout' ? checkText(block.text, 'text', where) : []),
		...(block.fields ?? []).flatMap((field: Block) => checkText(field, 'text', where)),
		...(options.mobile && notOnMobile.includes(block.type) ? [`${where}: not drawn by the mobile client`] : []),
		...listParts(block).flatMap((part) => checkPart(part, options)),
	];
}

/** Fields are told apart by actionId alone, buttons by block and actionId. */
function checkIds(blocks: Block[]): string[] {
	const ids = blocks.flatMap(({ blockId }) => (blockId ? [String(blockId)] : []));
	const parts = blocks.flatMap((block) =>
		listParts(block).map((part) => ({ part, blockId: `${block.blockId ?? ''} ${part.blockId ?? ''}` })),
	);
	const fields = parts.filter(({ part }) => part.actionId && part.type !== 'button' && part.type !== 'overflow');
	const buttons = parts.filter(({ part }) => part.type === 'button' || part.type === 'overflow');
	return [
		...listRepeated(ids).map((id) => `two blocks have the id "${id}"`),
		...listRepeated(fields.map(({ part }) => String(part.actionId))).map((id) => `two fields have the actionId "${id}"`),
		...listRepeated(buttons.map(({ part, blockId }) => `${blockId} ${part.actionId} ${part.value}`)).map(
			(id) => `two buttons have the same block, actionId and value: ${id}`,
		),
	];
}

/**
 * Checks a view as a client gets it, or the blocks of a message: ui-kit's own guard, blocks that the surface would drop without a
 * word, ids by which values and actions are told apart, choices, and texts that are empty or too long.
 *
 * @param view the view of a server interaction; for `message`, anything with `blocks`
 * @returns what is wrong, in words; empty when a client draws all of it
 */
export function checkView(view: { blocks: Block[] } & Block, surface: CheckedSurface, options: CheckOptions = {}): string[] {
	const uiKit = loadUiKit();
	const blocks = flatten(view.blocks);
	const allowed = new uiKit[parsers[surface]]().allowedLayoutBlockTypes;
	const guard = surface === 'message' ? undefined : (uiKit[guards[surface]] as (view: unknown) => boolean);
	return [
		...(guard && !guard(view) ? [`ui-kit's ${guards[surface as 'modal']} refuses it`] : []),
		...(blocks.length > mostBlocks ? [`${blocks.length} blocks; ${mostBlocks} at most`] : []),
		...blocks.filter(({ type }) => !allowed.has(type)).map((block) => `${describe(block)}: dropped by the ${surface} surface`),
		...(typeof view.title === 'object' ? checkText(view.title, 'title', 'view') : []),
		...[view.submit, view.close].filter(Boolean).flatMap((button: Block) => checkText(button.text, 'button', 'view')),
		...(view.submit && view.submit.text?.text === view.close?.text?.text
			? [`view: the button that submits is called “${view.submit.text?.text}”, as the one that leaves`]
			: []),
		...checkIds(blocks),
		...blocks.flatMap((block) => checkBlock(block, options)),
	];
}

const listTexts = (value: unknown): Block[] => {
	if (!value || typeof value !== 'object') return [];
	const own = 'type' in value && value.type === 'plain_text' ? [value as Block] : [];
	return [...own, ...Object.values(value).flatMap(listTexts)];
};

/**
 * The plain texts of a view whose line breaks nobody will see: the web client puts a plain text into the page as it is, where HTML
 * makes one space of a line break. (Of `mrkdwn` its parser makes a paragraph a line.)
 */
export const findLostLineBreaks = (view: Block): string[] =>
	listTexts(view)
		.map(({ text }) => String(text))
		.filter((text) => text.includes('\n'));
