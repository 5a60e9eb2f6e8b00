/** What one reads before being signed in, in English. */
export const english = {
  'invitation.title': 'Join a shop on Marquee',
  'invitation.lead': 'Choose a sign-in name and a password for yourself.',
  'invitation.name': 'Sign-in name',
  'invitation.password': 'Password (10 characters or more)',
  'invitation.accept': 'Accept the invitation',

  'sign_in.title': 'Sign in to Marquee',
  'sign_in.lead': 'Campaigns from the idea to the refund.',
  'sign_in.name': 'Name',
  'sign_in.password': 'Password',
  'sign_in.submit': 'Sign in',
  'sign_in.first_time':
    'First time here? The administrator’s password was printed once, when the platform first started.',
  'sign_in.expired': 'Your session has ended. Sign in to go on where you were.',
  'sign_in.or': 'or',
  'sign_in.with': 'Sign in with {provider}',
  'sign_in.reference': 'Reference: {reference}',
  'sign_in.failed.expired': 'The sign-in with {provider} has ended, or was begun in another browser. Begin again.',
  'sign_in.failed.denied': '{provider} was told not to let you in here. Begin again if that was a slip.',
  'sign_in.failed.unavailable': '{provider} cannot be reached at the moment. Try again in a minute.',
  'sign_in.failed.refused':
    '{provider} did not accept the sign-in. Begin again; if it stays so, tell your administrator.',
  'sign_in.failed.no_subject': '{provider} does not say whose account it is. Tell your administrator.',
  'sign_in.failed.unlinked':
    'Your account at {provider} belongs to nobody here yet. Give your administrator the reference to have it linked.',
  'sign_in.failed.disabled':
    'The person of this account at {provider} may not sign in here any more. Ask your administrator.',
  'sign_in.failed.invitation_over':
    'This invitation was accepted, was withdrawn or has expired, so {provider} could not be used with it. Ask the shop for a new one.',
  'problem.bad_credentials': 'Name or password is wrong.',
} as const;
