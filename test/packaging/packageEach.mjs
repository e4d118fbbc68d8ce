// Packages several apps in one process, which spares each of them the loading of the tools.
// usage: node packageEach.mjs FOLDER…  →  one line of JSON: for each folder what is wrong with it, or null, with out.zip in it then
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { packageApp } from '../../scripts/packaging/package-app.mjs';

const faults = [];
for (const folder of process.argv.slice(2)) {
	try {
		await writeFile(path.join(folder, 'out.zip'), (await packageApp(folder)).zip);
		faults.push(null);
	} catch (fault) {
		faults.push(fault.message);
	}
}
process.stdout.write(JSON.stringify(faults));
