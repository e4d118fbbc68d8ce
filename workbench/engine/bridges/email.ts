/** E-mail of apps: checked, mangled and queued as Rocket.Chat's mailer does it. Nothing is delivered, and no failure to deliver is ever seen. */
import { type Context, ServerError } from '../context';
import { encode, type Doc } from '../store/documents';
import { fire } from '../workspace/events';
import { readSetting } from '../workspace/settings';

/** Every `{…}` is taken for a translation key, its first word; an unknown key is its own translation. */
export function mangle(text: string, settings: { siteName: string; siteUrl: string }): string {
	return text
		.replace(/\{ ?([^} ]+)[^}]*\}/g, '$1')
		.replace(/\[Site_Name\]|__Site_Name__/g, settings.siteName)
		.replace(/\[Site_URL\]|__Site_Url__/gi, settings.siteUrl);
}

/** `name@host.tld`, bare or as `Name <name@host.tld>`. */
export function isValidAddress(address: unknown): boolean {
	const bare = typeof address === 'string' ? (/<(.+)>\s*$/.exec(address)?.[1] ?? address) : '';
	return /^[^\s@<>,;"]+@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/.test(bare.trim());
}

export function createEmailBridge(context: Context) {
	return new (class extends context.engine.bridges.EmailBridge {
		async sendEmail(email: any, appId: string) {
			const recipients: unknown[] = [email.to].flat();
			if (recipients.length === 0 || !recipients.every(isValidAddress)) {
				throw new ServerError('invalid email');
			}
			const site = { siteName: readSetting<string>(context, 'Site_Name'), siteUrl: readSetting<string>(context, 'Site_Url') };
			const { to, from, replyTo, headers } = email;
			const subject = mangle(String(email.subject ?? ''), site);
			const text = email.text ? mangle(email.text, site) : undefined;
			const html = email.html ? mangle(email.html, site) : undefined;
			const header = readSetting<string>(context, 'Email_Header') ?? '<html><body>';
			const footer = readSetting<string>(context, 'Email_Footer') ?? '</body></html>';
			const draft: Doc = { to, from, replyTo, subject, text, html: html && `${header}${html}${footer}`, headers };
			const agreed = (await fire(context, 'IPreEmailSent', { email: draft, context: { appId } })) ?? draft;
			context.store.run(
				'INSERT INTO outbox (doc) VALUES (?)',
				encode({
					...(agreed as Doc),
					appId,
					queuedAt: context.clock.date(),
					...(context.faults.takeMailLoss() && { lost: true }),
				}),
			);
		}
	})();
}
