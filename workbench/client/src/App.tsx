import { PaletteStyleTag, ToastBar } from '@rocket.chat/fuselage';
import { useEffect, useState, type ReactElement } from 'react';

import { SignIn } from './SignIn';
import { Workspace } from './Workspace';
import { RequestRefused } from './model/rest';
import { forgetLogin, readLogin, readPageFacts, type PageFacts } from './model/session';
import { useStore } from './model/store';
import { dropToast, sayFailure, toastSeconds, toasts } from './model/toasts';
import type { Login } from './model/types';
import { openWorkspace, type WorkspaceModel } from './model/workspace';
import { useTheme } from './useTheme';
import { WorkspaceContext } from './useWorkspace';

function Toasts(): ReactElement {
	const shown = useStore(toasts);
	return (
		<div className="wb-toasts" role="status">
			{shown.map(({ id, variant, text }) => (
				<ToastBar
					key={id}
					id={String(id)}
					variant={variant}
					time={toastSeconds}
					onClose={() => dropToast(id)}
					buttonLabel="Dismiss"
				>
					{text}
				</ToastBar>
			))}
		</div>
	);
}

/** The signed-in person's workspace, once it is there. */
function useLogin() {
	const [login, setLogin] = useState<Login | undefined>(readLogin);
	const [workspace, setWorkspace] = useState<WorkspaceModel>();
	const signOut = (): void => {
		forgetLogin();
		setLogin(undefined);
	};
	useEffect(() => {
		if (!login) return setWorkspace(undefined);
		let opened: WorkspaceModel | undefined;
		let isGone = false;
		openWorkspace(login).then(
			(model) => {
				opened = model;
				if (isGone) return model.close();
				setWorkspace(model);
			},
			(error) => {
				if (error instanceof RequestRefused && error.status === 401) return signOut();
				sayFailure(error);
			},
		);
		return () => {
			isGone = true;
			opened?.close();
		};
	}, [login]);
	return { login, setLogin, workspace, signOut };
}

export function App(): ReactElement {
	const [facts, setFacts] = useState<PageFacts>();
	const { login, setLogin, workspace, signOut } = useLogin();
	const { theme, toggleTheme } = useTheme();
	useEffect(() => {
		void readPageFacts().then(setFacts);
	}, []);
	return (
		<>
			<PaletteStyleTag theme={theme} />
			{!login && <SignIn facts={facts} onDone={setLogin} />}
			{login && workspace && (
				<WorkspaceContext.Provider value={workspace}>
					<Workspace facts={facts} isDark={theme === 'dark'} onTheme={toggleTheme} onSignOut={signOut} />
				</WorkspaceContext.Provider>
			)}
			<Toasts />
		</>
	);
}
