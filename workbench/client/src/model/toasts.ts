import { createStore } from './store';

export interface Toast {
	id: number;
	variant: 'info' | 'success' | 'error';
	text: string;
}

export const toasts = createStore<Toast[]>([]);

let count = 0;

/** As in Rocket.Chat. */
export const toastSeconds = 5;

export function showToast(variant: Toast['variant'], text: string): void {
	count += 1;
	const toast = { id: count, variant, text };
	toasts.set((shown) => [...shown, toast]);
	setTimeout(() => dropToast(toast.id), toastSeconds * 1000);
}

export const dropToast = (id: number): void => toasts.set((shown) => shown.filter((toast) => toast.id !== id));

export const sayFailure = (error: unknown): void => showToast('error', error instanceof Error ? error.message : String(error));
