# The binary is built here with everything linked in …
FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=devel
RUN make static VERSION="$VERSION"
RUN mkdir -p /out/data

# … and stands alone in the image: no shell, no library, no package to patch.
FROM scratch
COPY --from=build /src/bin/stagecraft-static /stagecraft
COPY --from=build --chown=65532:65532 /out/data /data
# By these the provider that people sign in at is known to be it.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
USER 65532:65532
# The root may be mounted read-only: /data is all that is written to.
ENV STAGECRAFT_ADDR=:8080 STAGECRAFT_DB=/data/stagecraft.db STAGECRAFT_CACHE=/data/layouts TMPDIR=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/stagecraft", "healthcheck"]
ENTRYPOINT ["/stagecraft"]
CMD ["serve"]
