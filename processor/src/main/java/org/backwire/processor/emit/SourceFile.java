package org.backwire.processor.emit;

import java.io.IOException;
import java.io.Writer;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Lending;

/**
 * A companion, written.
 *
 * @param lending what its {@code forwardBackward} is to callers
 */
public record SourceFile(ClassRef name, String text, Element originating, Lending lending) {
    public void writeTo(Filer filer) throws IOException {
        try (Writer writer =
                filer.createSourceFile(name.toString(), originating).openWriter()) {
            writer.write(text);
        }
    }
}
