import {
	Button,
	Modal,
	ModalBackdrop,
	ModalClose,
	ModalContent,
	ModalFooter,
	ModalFooterControllers,
	ModalHeader,
	ModalHeaderText,
	ModalThumb,
	ModalTitle,
} from '@rocket.chat/fuselage';
import { useEffect, useId, useRef, type MouseEvent, type FormEvent, type ReactElement } from 'react';
import { FocusScope } from 'react-aria';

import { listElements } from '../../../testing/views';
import type { OpenView } from '../model/surfaces';
import { BlockList } from '../uikit/BlockList';
import { textOf } from '../uikit/context';
import { variantOf } from '../uikit/elements';
import { useWorkspace } from '../useWorkspace';
import { ViewScope } from './ViewScope';

const invalidField = '[aria-invalid="true"]';

/** When errors come, the first wrong field has the focus, as in Rocket.Chat. */
function useFocusOnErrors(errors: Record<string, string>) {
	const form = useRef<HTMLFormElement>(null);
	useEffect(() => {
		if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>(invalidField)?.focus();
	}, [errors]);
	return form;
}

/** Wherever the focus is; unless a list inside has taken the key for itself. */
function useEscape(onEscape: () => void): void {
	useEffect(() => {
		const listen = (event: KeyboardEvent): void => {
			if (event.key === 'Escape' && !event.defaultPrevented) onEscape();
		};
		document.addEventListener('keydown', listen);
		return () => document.removeEventListener('keydown', listen);
	}, [onEscape]);
}

/** A modal as Rocket.Chat's client frames it: focus stays inside; Escape, the cross and the backdrop close it as cleared. */
export function ModalSurface({ open }: { open: OpenView }): ReactElement {
	const { actions } = useWorkspace();
	const { view, errors, busy } = open;
	const id = useId();
	const form = useFocusOnErrors(errors);
	const clear = (): void => void actions.cancel(open, true);
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		if (view.submit) void actions.submit(open);
	};
	useEscape(clear);
	const closeOnBackdrop = (event: MouseEvent): void => {
		if (event.target === event.currentTarget) clear();
	};
	return (
		<ModalBackdrop onMouseDown={closeOnBackdrop}>
			<FocusScope contain restoreFocus autoFocus>
				<Modal role="dialog" aria-modal="true" aria-labelledby={`${id}-title`} data-view={view.id}>
					<ModalHeader>
						{view.showIcon && <ModalThumb url={`/api/apps/${view.appId}/icon`} alt="" />}
						<ModalHeaderText>
							<ModalTitle id={`${id}-title`}>{textOf(view.title)}</ModalTitle>
						</ModalHeaderText>
						<ModalClose aria-label="Close" tabIndex={-1} onClick={clear} />
					</ModalHeader>
					<ModalContent tabIndex={listElements(view.blocks).length === 0 ? 0 : undefined}>
						<form ref={form} id={id} onSubmit={submit} noValidate>
							<ViewScope open={open}>
								<BlockList blocks={view.blocks} kind="modal" />
							</ViewScope>
						</form>
					</ModalContent>
					<ModalFooter>
						<ModalFooterControllers>
							{view.close && (
								<Button type="button" danger={view.close.style === 'danger'} onClick={() => void actions.cancel(open, false)}>
									{textOf(view.close.text)}
								</Button>
							)}
							{view.submit && (
								<Button type="submit" form={id} variant={view.submit.style ? variantOf(view.submit) : 'primary'} aria-busy={busy}>
									{textOf(view.submit.text)}
								</Button>
							)}
						</ModalFooterControllers>
					</ModalFooter>
				</Modal>
			</FocusScope>
		</ModalBackdrop>
	);
}
