import type { RotationDriver } from '../../../contract/rotation.ts';
import type { Path } from '../path-text.ts';

/** Every address that a driver's credentials may be sent to, with where it stands in the config. */
export function driverUrls(driver: RotationDriver): readonly (readonly [Path, string])[] {
  switch (driver.driver) {
    case 'manual':
      return [];
    case 'google-api-keys':
      return [[['apiUrl'], driver.apiUrl], ...federationUrls(driver)];
    case 'google-wif':
      return federationUrls(driver);
    case 'openai-admin':
      return [[['apiUrl'], driver.apiUrl]];
    case 'two-keys': {
      const { credential } = driver;
      return [
        [['regenerate', 'url'], driver.regenerate.url],
        [['read', 'url'], driver.read.url],
        ...(credential.as === 'oauth-client'
          ? [[['credential', 'tokenUrl'], credential.tokenUrl] as const]
          : []),
      ];
    }
    case 'webhook':
      return 'url' in driver.target ? [[['target', 'url'], driver.target.url]] : [];
  }
}

const federationUrls = ({
  federation,
}: Extract<RotationDriver, { readonly federation: unknown }>): readonly (readonly [Path, string])[] => [
  [['federation', 'stsUrl'], federation.stsUrl],
  [['federation', 'iamCredentialsUrl'], federation.iamCredentialsUrl],
];
