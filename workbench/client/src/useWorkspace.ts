import { createContext, useContext } from 'react';

import type { WorkspaceModel } from './model/workspace';

export const WorkspaceContext = createContext<WorkspaceModel | undefined>(undefined);

/** @throws Error outside of a signed-in workspace: a mistake of the page */
export function useWorkspace(): WorkspaceModel {
	const workspace = useContext(WorkspaceContext);
	if (!workspace) throw new Error('Nobody is signed in here');
	return workspace;
}
