/** Mail domains at which anybody can have an address within minutes. The usual ones; the list is a warning, not a wall. */
export const FREE_MAIL_DOMAINS: ReadonlySet<string> = new Set(
	`
	gmail.com googlemail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es
	live.com live.co.uk live.de live.fr msn.com passport.com yahoo.com yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.com.br yahoo.com.ar
	yahoo.com.mx yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.ca yahoo.in ymail.com rocketmail.com aol.com aim.com icloud.com me.com mac.com
	proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com tutamail.com keemail.me mail.com email.com
	usa.com europe.com consultant.com lawyer.com post.com engineer.com gmx.com gmx.de gmx.net gmx.at gmx.ch gmx.co.uk gmx.fr web.de
	freenet.de t-online.de mail.de posteo.de posteo.net mailbox.org fastmail.com fastmail.fm hushmail.com hush.com runbox.com zoho.com
	zohomail.com zohomail.eu inbox.com inbox.lv lycos.com mail.ru bk.ru inbox.ru list.ru internet.ru rambler.ru yandex.com yandex.ru ya.ru
	ukr.net i.ua meta.ua qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com naver.com daum.net hanmail.net
	kakao.com rediffmail.com indiatimes.com libero.it virgilio.it tiscali.it alice.it orange.fr wanadoo.fr laposte.net free.fr sfr.fr
	terra.com.br uol.com.br bol.com.br ig.com.br seznam.cz email.cz centrum.cz wp.pl o2.pl onet.pl interia.pl op.pl abv.bg freemail.hu
	citromail.hu comcast.net verizon.net att.net sbcglobal.net cox.net charter.net bellsouth.net btinternet.com sky.com ntlworld.com
	talktalk.net bigpond.com optusnet.com.au shaw.ca rogers.com sympatico.ca cock.li riseup.net disroot.org duck.com simplelogin.com
	mailinator.com guerrillamail.com sharklasers.com 10minutemail.com temp-mail.org tempmail.com yopmail.com trashmail.com maildrop.cc
	getnada.com dispostable.com throwawaymail.com mintemail.com mohmal.com emailondeck.com anonaddy.com
	`
		.trim()
		.split(/\s+/),
);
