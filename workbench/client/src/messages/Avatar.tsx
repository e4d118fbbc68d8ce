import type { ReactElement } from 'react';

const hues = [212, 262, 322, 12, 32, 152, 182];

/** The letter and colour that Rocket.Chat would give somebody without a picture. */
export function Avatar({ name, size = 36 }: { name: string; size?: number }): ReactElement {
	const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
	const hue = hues[sum % hues.length];
	const style = { width: size, height: size, fontSize: size * 0.45, background: `hsl(${hue} 55% 36%)` };
	return (
		<span className="wb-avatar" style={style} aria-hidden="true">
			{[...name][0]?.toUpperCase()}
		</span>
	);
}
