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
  'problem.bad_credentials': 'Name or password is wrong.',
} as const;
