/**
 * For tests that run the app: at the end of each file, every view and card that any client was given is looked at. One that a web
 * or mobile client would not draw whole fails the file, whatever the test was about.
 */
import { findUndrawn, takeDrawn } from '../workbench/testing';

afterAll(() => {
	expect(findUndrawn(takeDrawn(), { mobile: true })).toEqual([]);
});
