import type { ReactElement } from 'react';

import { BannerSurface } from './BannerSurface';
import { ContextualBarSurface } from './ContextualBarSurface';
import { ModalSurface } from './ModalSurface';
import { useStore } from '../model/store';
import { openViews, type OpenView } from '../model/surfaces';
import type { SurfaceKind } from '../model/types';

const drawn: Record<SurfaceKind, (props: { open: OpenView }) => ReactElement> = {
	modal: ModalSurface,
	contextual_bar: ContextualBarSurface,
	banner: BannerSurface,
};

/** The open views of one kind. */
export function Surfaces({ kind }: { kind: SurfaceKind }): ReactElement {
	const views = useStore(openViews).filter((open) => open.kind === kind);
	const Drawn = drawn[kind];
	return (
		<>
			{views.map((open) => (
				<Drawn key={open.view.id} open={open} />
			))}
		</>
	);
}
