/** Invented names by script: [as the person writes it, as it stands in the username]. */
export interface NameStock {
	language: string;
	utcOffset: number;
	given: readonly (readonly [string, string])[];
	family: readonly (readonly [string, string])[];
}

const pairs = (text: string): (readonly [string, string])[] =>
	text.split(' ').map((entry) => {
		const [written = '', latin = written] = entry.split('/');
		return [written, latin.toLowerCase()] as const;
	});

export const nameStocks: readonly NameStock[] = [
	{
		language: 'en',
		utcOffset: -5,
		given: pairs('Marlo Tess Quincy Odette Barnaby Wren Ivo Clementine Rufus Hattie'),
		family: pairs('Ashdown Pellworth Marchbank Tolliver Brackenby Fenwick Hollis Quill Sedgemoor Larkspur'),
	},
	{
		language: 'pt-BR',
		utcOffset: -3,
		given: pairs('Caetano Jussara/jussara Luã/lua Iolanda Ubirajara Conceição/conceicao Davi Graça/graca'),
		family: pairs('Araripe Mutamba Guimarâes/guimaraes Sabiá/sabia Ipê/ipe Caxambu Jacarandá/jacaranda Tiê/tie'),
	},
	{
		language: 'de',
		utcOffset: 1,
		given: pairs('Jörg/joerg Käthe/kaethe Ansgar Friedlinde Götz/goetz Lieselotte Wendelin Ursel'),
		family: pairs('Übermoos/uebermoos Straßner/strassner Lindwurm Höllerich/hoellerich Kranzfeld Mooslechner Wiesgrün/wiesgruen'),
	},
	{
		language: 'ru',
		utcOffset: 3,
		given: pairs('Арсений/arseni Глафира/glafira Тимур/timur Олеся/olesya Лев/lev Пелагея/pelageya'),
		family: pairs('Берёзкин/beryozkin Заречный/zarechny Лунина/lunina Соколенко/sokolenko Ветров/vetrov Туманова/tumanova'),
	},
	{
		language: 'ar',
		utcOffset: 3,
		given: pairs('سلمى/salma طارق/tariq ليان/layan فارس/faris هالة/hala زياد/ziyad'),
		family: pairs('النجار/alnajjar الزيتون/alzaytun البحري/albahri القمر/alqamar الواحة/alwaha الريحان/alrayhan'),
	},
	{
		language: 'he',
		utcOffset: 2,
		given: pairs('נועה/noa איתמר/itamar שירה/shira אלון/alon יערה/yaara'),
		family: pairs('הדקל/hadekel כרמון/karmon אגמי/agami שחף/shahaf'),
	},
	{
		language: 'hi',
		utcOffset: 5.5,
		given: pairs('अनन्या/ananya विहान/vihaan मीरा/meera कबीर/kabir तारा/tara'),
		family: pairs('वनराज/vanraj सागरिका/sagarika चंद्रवन/chandravan पर्वतकर/parvatkar'),
	},
	{
		language: 'ja',
		utcOffset: 9,
		given: pairs('陽向/hinata 湊/minato 千紘/chihiro 楓/kaede 蓮/ren'),
		family: pairs('青葉野/aobano 月見里/yamanashi 小鳥遊/takanashi 海老沼/ebinuma'),
	},
	{
		language: 'zh',
		utcOffset: 8,
		given: pairs('若溪/ruoxi 子墨/zimo 晓岚/xiaolan 云帆/yunfan'),
		family: pairs('欧阳/ouyang 慕容/murong 司徒/situ 上官/shangguan'),
	},
	{
		language: 'ko',
		utcOffset: 9,
		given: pairs('하늘/haneul 서윤/seoyun 도현/dohyeon 지우/jiu'),
		family: pairs('남궁/namgung 선우/seonu 황보/hwangbo'),
	},
	{
		language: 'el',
		utcOffset: 2,
		given: pairs('Ηλέκτρα/ilektra Φοίβος/foivos Δανάη/danai Ορφέας/orfeas'),
		family: pairs('Θαλασσινός/thalassinos Κυπαρίσση/kyparissi Ελαιώνας/elaionas'),
	},
	{
		language: 'th',
		utcOffset: 7,
		given: pairs('มะลิ/mali ก้อง/kong ดาว/dao'),
		family: pairs('ทะเลงาม/thalengam ภูเขียว/phukhiao'),
	},
];
