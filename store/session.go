package store

import (
	"context"
	"fmt"
	"time"
)

// Session is a person who signed in, in one browser.
type Session struct {
	Who       Identity
	Name      string
	Email     string
	ExpiresAt time.Time
}

// CreateSession keeps that somebody signed in and returns the secret that their
// browser keeps. Errors: ErrTooLarge, ErrFull, ErrBusy.
func (s *Store) CreateSession(ctx context.Context, who Identity, name, email string, lasts time.Duration) (token string, err error) {
	if who.IsNobody() {
		return "", fmt.Errorf("sign in: %w", ErrForbidden)
	}
	if len(name) > MaxName || len(email) > MaxName {
		return "", fmt.Errorf("the name or the address has more than %d bytes: %w", MaxName, ErrTooLarge)
	}
	if err := checkText(name, email); err != nil {
		return "", err
	}
	if token, err = s.randomText(tokenBytes); err != nil {
		return "", err
	}
	now := s.stamp()
	return token, s.transact(ctx, func(q statements) error {
		_, err := q.exec(ctx, "keep the session", `INSERT INTO sessions (token_hash, identity, name, email, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
			hash(token), who.column(), name, email, now.UnixMicro(), now.Add(lasts).UnixMicro())
		return err
	})
}

// Session finds a session by its secret; an unknown, ended or expired one is
// ErrNotFound.
func (s *Store) Session(ctx context.Context, token string) (Session, error) {
	if !IsToken(token) {
		return Session{}, fmt.Errorf("session: %w", ErrNotFound)
	}
	q := s.reading()
	var found Session
	var identity []byte
	var expires int64
	err := q.row(ctx, `SELECT identity, name, email, expires_at FROM sessions WHERE token_hash = ? AND expires_at > ?`, hash(token), s.stamp().UnixMicro()).
		Scan(&identity, &found.Name, &found.Email, &expires)
	copy(found.Who[:], identity)
	found.ExpiresAt = moment(expires)
	return found, q.found("session", err)
}

// EndSession forgets a session; ending it twice is no error.
func (s *Store) EndSession(ctx context.Context, token string) error {
	return s.transact(ctx, func(q statements) error {
		_, err := q.exec(ctx, "end the session", `DELETE FROM sessions WHERE token_hash = ?`, hash(token))
		return err
	})
}
