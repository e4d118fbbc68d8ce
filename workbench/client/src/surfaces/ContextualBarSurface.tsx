import {
	Button,
	ButtonGroup,
	Contextualbar,
	ContextualbarAction,
	ContextualbarFooter,
	ContextualbarHeader,
	ContextualbarTitle,
} from '@rocket.chat/fuselage';
import { useId, type FormEvent, type ReactElement } from 'react';

import { disposeView, type OpenView } from '../model/surfaces';
import { BlockList } from '../uikit/BlockList';
import { textOf } from '../uikit/context';
import { variantOf } from '../uikit/elements';
import { useWorkspace } from '../useWorkspace';
import { ViewScope } from './ViewScope';

/** The bar beside the room. As in Rocket.Chat it closes when it is submitted, before the answer, and shows no errors. */
export function ContextualBarSurface({ open }: { open: OpenView }): ReactElement {
	const { actions } = useWorkspace();
	const { view } = open;
	const id = useId();
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		disposeView(view.id);
		void actions.submit(open);
	};
	return (
		<Contextualbar className="wb-contextual-bar" role="complementary" aria-labelledby={`${id}-title`} data-view={view.id}>
			<ContextualbarHeader>
				<ContextualbarTitle id={`${id}-title`}>{textOf(view.title)}</ContextualbarTitle>
				<ContextualbarAction name="cross" aria-label="Close" onClick={() => void actions.cancel(open, true)} />
			</ContextualbarHeader>
			<div className="wb-contextual-bar__content" tabIndex={0} role="region" aria-labelledby={`${id}-title`}>
				<form id={id} onSubmit={submit} noValidate>
					<ViewScope open={open}>
						<BlockList blocks={view.blocks} kind="contextual_bar" />
					</ViewScope>
				</form>
			</div>
			{(view.close || view.submit) && (
				<ContextualbarFooter>
					<ButtonGroup stretch>
						{view.close && (
							<Button type="button" onClick={() => void actions.cancel(open, false)}>
								{textOf(view.close.text)}
							</Button>
						)}
						{view.submit && (
							<Button type="submit" form={id} variant={view.submit.style ? variantOf(view.submit) : 'primary'}>
								{textOf(view.submit.text)}
							</Button>
						)}
					</ButtonGroup>
				</ContextualbarFooter>
			)}
		</Contextualbar>
	);
}
