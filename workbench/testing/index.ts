/** Drives workbench processes as people's clients and a machine's operator would. */
export type { Duration, Operator, Person, StartWorkbench, SubmitResult, View, Workbench, WorkbenchOptions } from './contract';
export { checkView, findLostLineBreaks, type CheckedSurface } from './checkView';
export { findUndrawn, noteDrawn, readEvent, readInteraction, takeDrawn, type Drawn } from './drawn';
export { RequestRefused } from './restClient';
export { signIn } from './person';
export { startWorkbench } from './workbench';
