// A real OpenID provider on loopback. It lets anybody in who names an account, and spoils the tokens of some.
//
// node provider.js PORT REDIRECT_URI ACCOUNTS: ACCOUNTS is JSON, a list of {sub, claims, spoil, seconds}.

import Provider, { interactionPolicy } from "oidc-provider";
import { SignJWT, UnsecuredJWT, decodeJwt, exportJWK, generateKeyPair } from "jose";

const [port, redirectUri, told] = process.argv.slice(2);
const accounts = new Map(JSON.parse(told).map((account) => [account.sub, account]));
const issuer = `http://127.0.0.1:${port}`;

const own = await generateKeyPair("RS256", { extractable: true });
const strange = await generateKeyPair("RS256");
const kid = "key-of-the-provider";

// The dashboard asks for it, so that on a shared machine nobody comes in as whoever came before.
const policy = interactionPolicy.base();
policy.add(new interactionPolicy.Prompt({ name: "select_account", requestable: true }), 0);

const provider = new Provider(issuer, {
  jwks: { keys: [{ ...(await exportJWK(own.privateKey)), kid, alg: "RS256", use: "sig" }] },
  cookies: { keys: ["only-for-tests"] },
  clients: [
    {
      client_id: "bang-theo-doi",
      client_secret: "only-for-tests-only-for-tests",
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [redirectUri],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
  // As Google, Microsoft and Keycloak do: what is asked for stands in the token itself.
  conformIdTokenClaims: false,
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      logoutSource: (ctx, form) => {
        ctx.body = `<!DOCTYPE html>${form}<button form="op.logoutForm" name="logout" value="yes">Leave</button>`;
      },
    },
  },
  interactions: { policy, url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts.get(sub).claims }) }),
  // Whoever signs in has agreed.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
  ttl: { Session: 3600, Interaction: 600, Grant: 3600, AccessToken: 600, AuthorizationCode: 60, IdToken: 3600 },
});

/** The token as a thief, another client or a broken provider would write it. */
async function spoiled(token, { spoil, seconds }) {
  const claims = decodeJwt(token);
  const now = Math.floor(Date.now() / 1000);
  if (seconds) claims.exp = now + seconds;
  if (spoil === "issuer") claims.iss = "https://khac.example.vn";
  if (spoil === "audience") claims.aud = "another-client";
  if (spoil === "party") Object.assign(claims, { aud: "another-client", azp: claims.aud });
  if (spoil === "nonce") claims.nonce = "another-nonce";
  if (spoil === "unsigned") return new UnsecuredJWT(claims).encode();
  const key = spoil === "key" ? strange.privateKey : own.privateKey;
  return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid }).sign(key);
}

provider.use(async (ctx, next) => {
  const asked = /^\/interaction\/([^/]+)(?:\/(.+))?$/.exec(ctx.path);
  if (asked && asked[2]) {
    const refused = { error: "access_denied", error_description: "broken off" };
    const result = asked[2] === "abort" ? refused : { select_account: {}, login: { accountId: asked[2] } };
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
    return;
  }
  if (asked) {
    const links = [...accounts.keys()].map((sub) => `<li><a href="${ctx.path}/${sub}">${sub}</a></li>`);
    ctx.body = `<!DOCTYPE html><ul>${links.join("")}</ul><a href="${ctx.path}/abort">abort</a>`;
    return;
  }
  await next();
  if (ctx.oidc?.route === "token" && ctx.body?.id_token) {
    const account = accounts.get(decodeJwt(ctx.body.id_token).sub);
    if (account.spoil || account.seconds) ctx.body = { ...ctx.body, id_token: await spoiled(ctx.body.id_token, account) };
  }
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
