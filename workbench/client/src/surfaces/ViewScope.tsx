import { useMemo, type ReactElement, type ReactNode } from 'react';

import { useStore } from '../model/store';
import { setValue, type OpenView } from '../model/surfaces';
import { SurfaceContext, type Surface } from '../uikit/context';
import { useWorkspace } from '../useWorkspace';

/** Gives the elements of an open view their values, errors and actions. */
export function ViewScope({ open, children }: { open: OpenView; children: ReactNode }): ReactElement {
	const { actions, people, rooms } = useWorkspace();
	const [everyone, everywhere] = [useStore(people), useStore(rooms)];
	const { view, values, errors } = open;
	const surface = useMemo<Surface>(
		() => ({
			appId: view.appId,
			values,
			errors,
			people: everyone,
			rooms: everywhere,
			setValue: (actionId, value, blockId) => setValue(view.id, actionId, value, blockId),
			act: (action) => actions.actInView(view.id, action),
		}),
		[view.appId, view.id, values, errors, everyone, everywhere, actions],
	);
	return <SurfaceContext.Provider value={surface}>{children}</SurfaceContext.Provider>;
}
