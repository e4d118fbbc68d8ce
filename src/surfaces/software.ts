import { version } from '../../app.json';
import type { SoftwareVersions } from '../production';

/** What produces. The platform does not tell an app which version of the server it runs on. */
export const SOFTWARE: SoftwareVersions = { app: version, server: 'version not stated by the server' };
