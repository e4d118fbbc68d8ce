/**
 * Rocket.Chat's Guidelines for Law Enforcement, last updated 24 February 2022, clause by clause, in their exact words.
 * The text is committed as docs/guidelines-for-law-enforcement.txt; a test holds every quote to it, byte for byte, and
 * shows that nothing but headings is left when the quotes are taken out. docs/guidelines.md is generated from here.
 */

/** What somebody has to do, or may not do: a rule of this app answers for each. */
export const RULE_CLAUSES = {
	'server-url-required':
		'All requests for user account information must specify the server URL (e.g. https://open.rocket.chat) where the user in question is registered.',
	'server-url-rejected': 'Requests without the server URL will be rejected.',
	'deployment-community':
		'servers hosted by us (Rocket.Chat Technologies Corp.) and managed by us directly (such as our community servers)',
	'deployment-hosted': 'servers hosted by us but managed by a customer (our hosted offering)',
	'deployment-private': 'servers hosted by a third party (private servers)',
	'deployment-lookup':
		'How can you find out which deployment is being used? We offer a lookup, which checks if the server is hosted by us (options 1 and 2) or not (option 3). Please check here for the lookup form.',
	'community-address':
		'For total transparency, Rocket.Chat Technologies Corp. owns and operates only one publicly available Rocket.Chat server in the world. The server that Rocket.Chat Technologies Corp. operates can only be accessed at: https://open.rocket.chat',
	'other-servers-not-ours':
		'Any other Rocket.Chat server you access is not operated by Rocket.Chat Technologies Corp. and is subjected to the usage warning above.',
	'account-scope':
		"These accounts are unique to Rocket.Chats's deployed server. So, if the information is requested for an individual platform user account, this information goes only as far as the scope of that specific individual server of Rocket.Chat.",
	'account-server-named':
		'Therefore, the specific server must also be named (generally in the form of the URL) to identify the proper user account.',
	'private-no-user-information':
		'The aforementioned restrictions regarding the deployment options apply to users as well. We cannot produce user information for user accounts of private Rocket.Chat servers.',
	'private-referral':
		'Requests for such information should be directed to the private server administrator. If the administrator is unknown, the request should be directed at the owner of the DNS record of the private server domain.',
	'preservation-accepted':
		'We accept requests from law enforcement to preserve records that constitute potentially relevant evidence in legal proceedings.',
	'preservation-ninety-days':
		'We will preserve, but not disclose, a temporary snapshot of the relevant account records for 90 days pending service of valid legal process.',
	'preservation-list': 'Preservation requests, in accordance with applicable law, should:',
	'preservation-signed': 'be signed by the requesting official;',
	'preservation-email-letterhead': 'have a valid return official email address, and \u00a0be sent on law enforcement letterhead;',
	'preservation-server-url':
		'include the server URL of the subject offense and any other information that may help us identify the offending server and/or user.',
	'preservation-extension':
		'We may honor requests for extensions of preservation requests but encourage law enforcement agencies to seek records through the appropriate channels in a timely manner, as we cannot guarantee that requested information will be available.',
	'preservation-submission':
		'Law enforcement and government preservation requests for user information must be submitted to our legal team at [email\u00a0protected].',
	'valid-legal-process': 'Rocket.Chat responds to valid legal processes issued in compliance with applicable law.',
	'private-information-process':
		'Non-public information about Rocket.Chat users will not be released to law enforcement except in response to an appropriate legal process such as a subpoena, court order, or other valid legal process – or in response to a valid emergency request, as described below.',
	'contents-search-warrant':
		'Requests for the contents of communications (e.g., messages, files) require a valid search warrant or equivalent from an agency with proper jurisdiction over Rocket.Chat.',
	'notice-default':
		"Yes. Rocket.Chat's policy is to notify users of requests for their Rocket.Chat account information, which includes a copy of the request, as soon as we are able (e.g., prior to or after disclosure of account information) unless we are prohibited from doing so (e.g., an order under 18 U.S.C. § 2705(b)).",
	'notice-duration':
		'We ask that any non-disclosure provisions include a specified duration (e.g., 90 days) during which Rocket.Chat is prohibited from notifying the user.',
	'notice-exceptions':
		'Exceptions to user notice may include exigent or counterproductive circumstances, such as emergencies regarding imminent threat to life, child sexual exploitation, or terrorism.',
	'account-request-list':
		'Requests for user account information in accordance with applicable law, are required to include the following information:',
	'account-request-url-username':
		'Include the Rocket.Chat server URL (!) and @username of the subject Rocket.Chat account in question;',
	'account-request-details':
		'Provide details about what specific information is requested (e.g., messages, files, account information) and its relationship to your investigation;',
	'account-request-email':
		'Include a valid official email address (e.g., [email\u00a0protected]) so we may get back in touch with you upon receipt of your legal process;',
	'account-request-letterhead': 'Be issued on law enforcement letterhead.',
	'account-request-submission':
		'Law enforcement and government requests for user information should be submitted through [email\u00a0protected].',
	'production-text-files':
		'Unless otherwise agreed upon, we currently provide responsive records in electronic format (i.e., text files that can be opened with any word processing software such as Word or TextEdit).',
	'authentication-signed':
		'The records that we produce are self-authenticating. Additionally, the records are electronically signed to ensure their integrity at the time of production.',
	'authentication-declaration': 'If you require a declaration, please indicate it in your submission.',
	'cost-reimbursement':
		'Rocket.Chat may seek reimbursement for costs associated with information produced pursuant to legal process and as permitted by law (e.g. under 18 U.S.C. §2706).',
	'emergency-may-disclose':
		'In line with our privacy policy, we may disclose account information to law enforcement in response to a valid emergency disclosure request.',
	'emergency-case-by-case':
		'Rocket.Chat evaluates emergency disclosure requests on a case-by-case basis in compliance with relevant law (e.g., 18 U.S.C. § 2702(b)(8)).',
	'emergency-good-faith':
		'If we receive information that provides us with a good faith belief that there is an exigent emergency involving the danger of death or serious physical injury to a person, we may provide information necessary to prevent that harm if we have it.',
	'emergency-submission':
		'If there is an exigent emergency that involves the danger of death or serious physical injury to a person that Rocket.Chat may have information necessary to prevent, law enforcement officers must submit an emergency disclosure request through [email\u00a0protected].',
	'emergency-list': 'Please include all of the following information:',
	'emergency-cover-sheet':
		"Indication on your cover sheet, which must be on law enforcement letterhead, that you're submitting an Emergency Disclosure Request;",
	'emergency-person': 'Identity of the person who is in danger of death or serious physical injury;',
	'emergency-nature': 'The nature of the emergency (e.g., report of suicide, bomb threat);',
	'emergency-url-username':
		'Rocket.Chat server URL and/or @username of the subject account(s) whose information is necessary to prevent the emergency;',
	'emergency-messages': 'Any specific Rocket.Chat messages you would like us to review;',
	'emergency-information-why':
		'The specific information requested and why that information is necessary to prevent the emergency;',
	'emergency-signature': 'The signature of the submitting law enforcement officer and',
	'emergency-context':
		'All other available details or context regarding the particular circumstances (e.g. names of channels, timeframe for which information is requested, etc.)',
	'electronic-address': 'Electronic communication must go to: [email\u00a0protected]',
} as const;

/** What is so, and has to be said: letters and productions state it. */
export const STATEMENT_CLAUSES = {
	'no-ip-log': 'Rocket.Chat does not keep a log of IPs used to access either Community Server or Rocket.Chat Cloud servers.',
	'community-registration':
		"When someone registers an account at our community server, hosted at https://open.rocket.chat, we ask for a name, an e-mail, and a password, and they have to verify their e-mail address. Rocket.Chat does not monitor any public or private channel activities other than for the company's own use, such as the #general, #support, and #dev public channels.",
	'community-no-ip-log': 'We do not keep a log of IPs.',
	'cloud-registration':
		"When someone signs up for a Rocket.Chat Cloud server, we ask for a name, e-mail, workspace name and domain they'd like to use. The e-mail is then verified before the server is deployed. Every message and file sent is stored within Rocket.Chat cloud servers and databases are hosted with a third-party hosting provider. Rocket.Chat does not actively scan the content activity in Cloud servers.",
	'private-no-relationship':
		'You need to be aware of any private Rocket.Chat server may be operated by arbitrary businesses, groups or individuals with no relationship to Rocket.Chat Technologies Corp. In particular:',
	'private-no-access': 'Rocket.Chat Technologies Corp. does not have access to these servers.',
	'private-no-control': 'Rocket.Chat Technologies Corp. does not and cannot control or regulate how these servers are operated.',
	'private-no-regulation':
		'Rocket.Chat Technologies Corp. cannot access, determine, or regulate any contents or information flow on these servers.',
	'private-registration':
		'Administrators of private servers may opt-in to register their servers for additional connected services by Rocket.Chat (e.g. push notifications for mobile devices).',
	'private-registration-data':
		'The registration requires a working email address, a name or pseudonym, and the server URL. More information is generally not available. We do not store content that passes through our gateways to provide connectivity services.',
	'retention-undisclosed':
		"Rocket.Chat retains data and backs up data for an undisclosed amount of time. Rocket.Chat makes backups of Cloud servers according to each customer's choice of plan (daily, twice daily, or hourly). Some information we store is automatically collected, while other information is provided at the user’s discretion.",
	'accuracy-not-guaranteed':
		'Though we do store this information, we cannot guarantee its accuracy. For example, the server in use may not require real name use, email verification or identity authentication, hence the user may have created a fake or anonymous profile.',
	'directed-to':
		'Law enforcement requests for user account information should be directed to Rocket.Chat Technologies Corp. in Wilmington, Delaware.',
	'receipt-waives-nothing':
		'Receipt of correspondence is for convenience only and does not waive any objections, including the lack of jurisdiction or proper service.',
	'postal-address': 'Rocket.Chat Technologies Corp. 251 Little Falls Drive, Wilmington, DE, 19808',
} as const;

/** Introductions and explanations, from which nothing follows for the app. */
export const CONTEXT_CLAUSES = {
	'intended-for':
		'These guidelines are intended for law enforcement authorities seeking information about Rocket.Chat accounts. Our privacy policy and terms of service provide more information \\.',
	'what-rocket-chat-is':
		'Rocket.Chat is a free and open-source team chat collaboration platform that allows users to communicate securely in real time on the web, desktop, or mobile and customize their interface with a range of plugins, themes, and integrations with other key software. Anyone in the world can download and run a Rocket.Chat server at any time.',
	'ways-to-deploy':
		'Rocket.Chat can be deployed in various ways as a platform. Users interact on the platform via user accounts.',
	'three-options':
		'There are three relevant deployment options for Rocket.Chat, that affect the process for requesting information:',
	'private-most-common': 'The third option - private server - is the most common one.',
	'server-and-instance':
		'For clarification purposes: a server, on which Rocket.Chat is running, **** can contain various instances of Rocket.Chat, depending on the configuration. An instance of Rocket.Chat is each a unique community of users communicating with each other. In the following, we refer to servers, that run whichever number of Rocket.Chat instances (1 or more).',
	'community-code-of-conduct': 'That server is subject to our Code of Conduct.',
	'cloud-terms':
		'That said, Rocket.Chat Technologies Corp. provides a cloud service for hosting Rocket.Chat servers. The user data, messages, and files on those servers are subject to our Terms of Use.',
	'cloud-lookup':
		'To know if a server belongs to Rocket.Chat cloud, please contact us, and use the aforementioned server lookup or domain information systems.',
	'accounts-explained':
		'Rocket.Chat is a platform, and the interaction between individuals on the platform happens based on user accounts, e.g. in the format of:',
	'account-format': 'firstname.lastname',
} as const;

export const CLAUSES = { ...RULE_CLAUSES, ...STATEMENT_CLAUSES, ...CONTEXT_CLAUSES } as const;

export type ClauseId = keyof typeof CLAUSES;
