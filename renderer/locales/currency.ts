// ISO 4217, minor unit: not from Intl, which follows what is in use (it gives the Serbian dinar none, though it has 100 para).
const none = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
const three = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');

/** How many decimals a currency has (ISO 4217): 2 for RSD, 0 for JPY. */
export function minorDigits(currency: string): number {
  return none.includes(currency) ? 0 : three.includes(currency) ? 3 : 2;
}
