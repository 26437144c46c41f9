# syntax=docker/dockerfile:1
# Packages are installed apart, so that npm and its cache do not reach the image that runs.
FROM node:26-slim AS packages
WORKDIR /opt/jalon
COPY package.json package-lock.json ./
# The image has Node 26: the copies of it that npm would bring along (optional dependencies) are left out.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:26-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3978 \
    JALON_DATA=/data
WORKDIR /opt/jalon
COPY --from=packages /opt/jalon/node_modules node_modules/
COPY package.json LICENSE ./
COPY scripts/launch.mjs scripts/
COPY cards cards/
COPY conventions conventions/
COPY manifests manifests/
COPY src src/
# What a start compiles is kept for every start of a container: one look at nothing, with every channel, as the user that
# will run. Nobody is asked (no network), no settings are kept; then that user may read it, and write it no more.
RUN install -d -o node -g node -m 0755 node_modules/.cache
USER node
RUN --network=none JALON_DATA=/tmp/build HOST=127.0.0.1 PUBLIC_URL=http://localhost \
    SLACK_SIGNING_SECRET=none SLACK_BOT_TOKEN=none \
    MICROSOFT_APP_ID=none MICROSOFT_APP_PASSWORD=none MICROSOFT_APP_TENANT_ID=none \
    SMTP_URL=smtp://127.0.0.1:9 MAIL_FROM=jalon@localhost \
    node scripts/launch.mjs tick && rm -r /tmp/build
USER root
RUN chown -R root:root node_modules/.cache && chmod -R a+rX node_modules/.cache
# Of glibc, which otherwise keeps a pool of freed memory for each thread (docs/performance.md).
ENV MALLOC_ARENA_MAX=2
# Records and the kept secret; everything else may be mounted read-only.
RUN install -d -o node -g node -m 0700 /data
VOLUME /data
USER node
EXPOSE 3978
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "scripts/launch.mjs"]
CMD ["serve"]
