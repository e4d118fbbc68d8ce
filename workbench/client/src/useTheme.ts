import { useEffect, useState } from 'react';

type Theme = 'light' | 'dark';

const key = 'theme';

/** The machine's choice until the person makes one. */
export function useTheme(): { theme: Theme; toggleTheme(): void } {
	const [theme, setTheme] = useState<Theme>(() => {
		const kept = localStorage.getItem(key);
		if (kept === 'light' || kept === 'dark') return kept;
		return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
	});
	useEffect(() => {
		document.documentElement.style.colorScheme = theme;
	}, [theme]);
	const toggleTheme = (): void => {
		const next = theme === 'dark' ? 'light' : 'dark';
		localStorage.setItem(key, next);
		setTheme(next);
	};
	return { theme, toggleTheme };
}
