package graphviz

import (
	"encoding/binary"
	"fmt"
	"io"
)

// Status is the first byte of a worker's message.
type Status byte

// What a worker says: that it is ready, an answer, or why there is none.
const (
	Ready Status = iota + 1
	Answer
	Failure
)

// MaxMessage is the largest message either side accepts, in bytes.
const MaxMessage = 8 << 20

// WriteMessage sends one message: status, length as four bytes (big endian), body.
func WriteMessage(w io.Writer, s Status, body []byte) error {
	if len(body) > MaxMessage {
		return fmt.Errorf("message of %d bytes is larger than %d", len(body), MaxMessage)
	}
	head := make([]byte, 5, 5+len(body))
	head[0] = byte(s)
	binary.BigEndian.PutUint32(head[1:], uint32(len(body)))
	_, err := w.Write(append(head, body...))
	return err
}

// ReadMessage receives one message. At the end of the input before a message it
// returns io.EOF alone; inside one, io.ErrUnexpectedEOF.
func ReadMessage(r io.Reader) (Status, []byte, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	size := binary.BigEndian.Uint32(head[1:])
	if size > MaxMessage {
		return 0, nil, fmt.Errorf("message of %d bytes is larger than %d", size, MaxMessage)
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(r, body); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return 0, nil, err
	}
	return Status(head[0]), body, nil
}
