import type { SoftwareVersions } from './facts';
import { version } from '../../app.json';

/** What produces. The platform does not tell an app which version of the server it runs on. */
export const SOFTWARE: SoftwareVersions = { app: version, server: 'version not stated by the server' };
