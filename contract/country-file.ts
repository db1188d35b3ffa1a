/** The package that says which country an address is registered in, and its one file for IPv4 and IPv6. */
export const COUNTRY_PACKAGE = '@ip-location-db/geo-whois-asn-country-mmdb';
export const COUNTRY_FILE = 'geo-whois-asn-country.mmdb';
