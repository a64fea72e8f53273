package org.backwire.processor.emit;

import java.io.IOException;
import java.io.Writer;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import org.backwire.processor.graph.ClassRef;

/**
 * A companion, written.
 *
 * @param lendsItself whether others may call its {@code forwardBackward} with a workspace of theirs
 */
public record SourceFile(ClassRef name, String text, Element originating, boolean lendsItself) {
    public void writeTo(Filer filer) throws IOException {
        try (Writer writer =
                filer.createSourceFile(name.toString(), originating).openWriter()) {
            writer.write(text);
        }
    }
}
