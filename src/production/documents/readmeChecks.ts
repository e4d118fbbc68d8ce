import { BAG_FILE } from '../../evidence';
import { command, prose, subheading } from '../text/layout';

const SIGNED = BAG_FILE.tagManifest;

const verifyCommand = (nowhere: string, options: string): string =>
	`openssl cms -verify ${options}-binary -inform DER -in ${BAG_FILE.signature} -content ${SIGNED} -CAfile signer.pem -out ${nowhere}`;

const SHOW_FINGERPRINT = 'openssl x509 -in signer.pem -noout -fingerprint -sha256';

const WINDOWS_HASHES =
	`foreach ($m in '${BAG_FILE.manifest}', '${SIGNED}') { Get-Content $m | ForEach-Object { $h, $p = $_ -split '  ', 2; ` +
	`if ((Get-FileHash -Algorithm SHA256 -LiteralPath $p).Hash -eq $h) { "OK $p" } else { "FAILED $p" } } }`;

const WINDOWS_FINGERPRINT =
	'$c = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 "$PWD\\signer.pem"; ' +
	"[BitConverter]::ToString([System.Security.Cryptography.SHA256]::Create().ComputeHash($c.RawData)).Replace('-', ':')";

/**
 * How to check a package with what Linux, macOS and Windows have. Every command is one line, however long, and is run as
 * it stands here by a test, as far as a test can.
 *
 * @param folder the package's name: of its ZIP without `.zip`, and of the folder in it
 */
export function renderChecks(folder: string): string[] {
	return [
		...subheading('How to check on Linux'),
		command(`unzip ${folder}.zip`),
		command(`cd ${folder}`),
		command(`sha256sum -c ${BAG_FILE.manifest}`),
		command(`sha256sum -c ${SIGNED}`),
		command(SHOW_FINGERPRINT),
		command(verifyCommand('/dev/null', '-cades ')),
		'',
		...subheading('How to check on macOS, in Terminal'),
		command(`unzip ${folder}.zip`),
		command(`cd ${folder}`),
		command(`shasum -a 256 -c ${BAG_FILE.manifest}`),
		command(`shasum -a 256 -c ${SIGNED}`),
		command(SHOW_FINGERPRINT),
		command(verifyCommand('/dev/null', '')),
		'',
		...subheading('How to check on Windows, in PowerShell'),
		command(`Expand-Archive ${folder}.zip -DestinationPath .`),
		command(`cd ${folder}`),
		command(WINDOWS_HASHES),
		command(WINDOWS_FINGERPRINT),
		command(verifyCommand('NUL', '')),
		'',
		...prose`The last command needs openssl, which Windows does not bring. Git for Windows brings it as openssl.exe in its folder
			usr, bin; PowerShell finds it there when that folder is in the PATH.`,
		...renderMeaning(),
	];
}

function renderMeaning(): string[] {
	return [
		...subheading('What the answers mean'),
		...prose`Hashes: every file must be reported OK. One or more reported FAILED, or missing, means that the package is damaged or was
			changed. A file that neither list names is not part of this production, except tagmanifest-sha256.txt, its signature
			tagmanifest-sha256.txt.p7s and, where there is one, its time stamp tagmanifest-sha256.txt.p7s.tsr.`,
		...prose`Fingerprint: it must be the one that you have from the producing organisation by another way.`,
		...prose`Signature: the answer must be "CAdES Verification successful" or "CMS Verification successful". The option -cades
			needs OpenSSL 3.0 or later and also checks that the signature names its certificate.`,
		...prose`Time stamp: it is optional. If tagmanifest-sha256.txt.p7s.tsr is not in this package, none was given, and the ledger of the
			producing organisation says why. If it is, an authority stated when the signature existed. With the certificate of that
			authority's root, from the authority itself, in root.pem:`,
		command(`openssl ts -verify -data ${BAG_FILE.signature} -in ${BAG_FILE.timestamp} -CAfile root.pem`),
		'',
		...prose`If openssl says that the certificate has expired: a signature stays what it is when the certificate expires. Add
			-no_check_time to check the signature alone, and see above for the time until which the certificate was valid. If it
			cannot find the issuer of the certificate, add -partial_chain, which trusts the certificate itself once you have
			compared its fingerprint. If it says that the purpose of the certificate is unsuitable, add -purpose any. Leave out
			none of the other options: without -binary the check fails.`,
	];
}
