/** Texts as bytes in hexadecimal, made by another implementation (Python's codecs): character set, text, bytes. */
export const ENCODED_TEXTS: readonly (readonly [charset: string, text: string, hex: string])[] = [
  ['utf-8', 'Grüße – 日本 €', '4772c3bcc39f6520e2809320e697a5e69cac20e282ac'],
  ['utf-16le', 'Grüße – 日本 €', '47007200fc00df006500200013202000e5652c672000ac20'],
  ['utf-16be', 'Grüße – 日本 €', '0047007200fc00df006500202013002065e5672c002020ac'],
  ['iso-8859-1', 'Grüße, señor', '4772fcdf652c207365f16f72'],
  ['iso-8859-2', 'Zażółć gęślą jaźń', '5a61bff3b3e62067eab66cb1206a61bcf1'],
  ['iso-8859-15', 'Grüße für 5 €', '4772fcdf652066fc72203520a4'],
  ['windows-1250', 'Příliš žluťoučký kůň – „ano“', '50f8ed6c699a209e6c759d6f75e86bfd206bf9f220962084616e6f93'],
  ['windows-1251', 'Привет, мир – «да»', 'cff0e8e2e5f22c20ece8f0209620abe4e0bb'],
  ['windows-1252', 'Grüße – “5 €”', '4772fcdf652096209335208094'],
  ['windows-1253', 'Καλημέρα', 'cae1ebe7ecddf1e1'],
  ['windows-1254', 'İstanbul’da ığdır', 'dd7374616e62756c92646120fdf064fd72'],
  ['windows-1255', 'שלום', 'f9ece5ed'],
  ['windows-1256', 'مرحبا', 'e3d1cdc8c7'],
  ['koi8-r', 'Привет, мир', 'f0d2c9d7c5d42c20cdc9d2'],
  ['koi8-u', 'Привіт, Україно', 'f0d2c9d7a6d42c20f5cbd2c1a7cecf'],
  ['shift_jis', 'こんにちは、表計算ソフト', '82b182f182c982bf82cd8141955c8c768e5a835c83748367'],
  ['euc-jp', 'こんにちは、世界', 'a4b3a4f3a4cba4c1a4cfa1a2c0a4b3a6'],
  ['iso-2022-jp', 'こんにちは、世界', '1b244224332473244b2441244f2122402433261b2842'],
  ['gbk', '你好，世界', 'c4e3bac3a3accac0bde7'],
  ['gb18030', '你好，世界 €', 'c4e3bac3a3accac0bde720a2e3'],
  ['big5', '你好，世界', 'a741a66ea141a540acc9'],
  ['euc-kr', '안녕하세요 세계', 'bec8b3e7c7cfbcbcbfe420bcbcb0e8'],
  ['windows-874', 'สวัสดี', 'cac7d1cab4d5'],
  ['ibm866', 'Привет', '8fe0a8a2a5e2'],
  ['macintosh', 'Grüße – “5”', '47729fa76520d020d235d3'],
];

/** The bytes of a text in hexadecimal. */
export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
