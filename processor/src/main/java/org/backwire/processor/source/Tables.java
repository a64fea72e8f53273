package org.backwire.processor.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.KeptTable;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Private {@code static final} arrays of constants that nobody writes to: coefficients, nodes, weights. The companion cannot use
 * them where they are, so it has its own.
 */
final class Tables {
    private static final int MOST_ELEMENTS = 7_000;

    /** A literal, maybe negative, without a comment or a space in it. */
    private static final Pattern NUMBER = Pattern.compile("-?\\.?\\d[\\w.]*([eEpP][-+]?\\d[\\w]*)?");

    private final Lowering desk;
    private final Map<VariableElement, KeptTable> known = new LinkedHashMap<>();
    private final Map<KeptTable, Tree> places = new LinkedHashMap<>();

    Tables(Lowering desk) {
        this.desk = desk;
    }

    /** Those that were read so far. */
    List<KeptTable> all() {
        return List.copyOf(known.values());
    }

    /** Where each was read first. */
    Map<KeptTable, Tree> places() {
        return Map.copyOf(places);
    }

    /** What the companion has in place of a private field; null if the field is no array whose elements are listed. */
    @Nullable
    Operand read(VariableElement field, Tree tree) {
        KeptTable table = known.get(field);
        if (table == null) {
            // one that is not private itself, in a private class, can be inherited by a class that others see
            boolean isHidden = field.getModifiers().containsAll(Set.of(Modifier.PRIVATE, Modifier.FINAL));
            VariableTree declaration =
                    isHidden && Lowering.isInside(field, desk.home) ? desk.sources.field(field) : null;
            ClassTree home = desk.sources.type(desk.home);
            if (declaration == null
                    || home == null
                    || !(declaration.getInitializer() instanceof NewArrayTree elements)
                    || elements.getInitializers() == null
                    || !(field.asType() instanceof ArrayType type)
                    || !isOfConstants(type)) {
                return null;
            }
            OnlyRead uses = new OnlyRead(new TreePath(new TreePath(desk.unit()), home), this::type);
            Type.Array array = (Type.Array) desk.graphType(type);
            List<KeptTable.Entry> entries = new ArrayList<>();
            String obstacle = obstacle(declaration, array, uses);
            if (obstacle == null) {
                obstacle = read(field, elements, type, entries);
            }
            if (obstacle != null) {
                return desk.refuse(
                        Problem.PRIVATE_TABLE, tree, declaration.getName().toString(), obstacle);
            }
            table = new KeptTable(freeName(declaration, uses), array, entries);
            known.put(field, table);
            places.put(table, tree);
        }
        Value result = desk.value(table.type(), tree);
        Member member = new Member(desk.companion, table.name());
        desk.emit(new Op.Foreign(result, Op.Use.TABLE, member, null, List.of(), desk.origin(tree)));
        return Operand.of(field.asType(), result);
    }

    /** Why a copy might come to differ; null if it cannot. */
    private @Nullable String obstacle(VariableTree array, Type.Array type, OnlyRead uses) {
        Tree other = uses.namesake(array);
        if (other != null) {
            return "there is another " + array.getName() + line(other);
        }
        Tree writer = uses.writer(array, type.rank());
        return writer == null ? null : "its elements might change in " + desk.text(writer) + line(writer);
    }

    private String line(Tree tree) {
        SourceCode.Span span = desk.span(tree);
        return span == null ? "" : " (line " + desk.unit().getLineMap().getLineNumber(span.start()) + ")";
    }

    /** Reads the elements; says what is in the way, or null. */
    private @Nullable String read(
            VariableElement field, NewArrayTree elements, ArrayType type, List<KeptTable.Entry> entries) {
        Frame frame = desk.frame;
        int problems = desk.problems().size();
        desk.frame = new Frame(Members.ownerOf(field), null, null, frame);
        Tree[] variable = new Tree[1];
        desk.joins.fork(() -> variable[0] = row(elements, type.getComponentType(), entries));
        desk.frame = frame;
        desk.forgetProblems(problems);
        if (variable[0] != null) {
            return desk.text(variable[0]) + line(variable[0]) + " is no constant";
        }
        return fits(entries) ? null : "it has too many elements";
    }

    /** The class that a name means; null if it is a variable, which obscures a class (JLS 6.4.2). */
    private @Nullable TypeElement type(ExpressionTree name) {
        String root = OnlyRead.rootOf(name).getName().toString();
        return desk.names.field(root, desk.home) == null ? desk.typeTrees.element(name, desk.home) : null;
    }

    /** Whether there is room for a table where all are made: a method of the JVM has 64 KB, and an element takes 8 bytes of it. */
    private boolean fits(List<KeptTable.Entry> entries) {
        return size(entries)
                        + all().stream()
                                .mapToInt(table -> size(table.entries()))
                                .sum()
                <= MOST_ELEMENTS;
    }

    private static int size(List<KeptTable.Entry> entries) {
        return entries.stream()
                .mapToInt(entry -> entry.text() != null ? 1 : 2 + size(entry.row()))
                .sum();
    }

    private static boolean isOfConstants(ArrayType type) {
        TypeMirror element = type.getComponentType();
        return element instanceof ArrayType row
                ? isOfConstants(row)
                : element.getKind().isPrimitive() || JavaTypes.isString(element);
    }

    /** A name that nothing else has, which code that is kept as it is would then mean. */
    private String freeName(VariableTree declaration, OnlyRead uses) {
        String name = constantName(declaration.getName().toString());
        String free = name;
        for (int n = 2; !isFree(free, declaration, uses); n++) {
            free = name + "_" + n;
        }
        return free;
    }

    private boolean isFree(String name, VariableTree declaration, OnlyRead uses) {
        return all().stream().noneMatch(table -> table.name().equals(name))
                && (declaration.getName().contentEquals(name) || !uses.isNamed(name));
    }

    /** {@code LEGENDRE_NODES} for {@code legendreNodes}: nothing else in a companion is called like a constant. */
    private static String constantName(String name) {
        return name.replaceAll("(?<=[\\p{Ll}\\d])(?=\\p{Lu})", "_").toUpperCase(Locale.ROOT);
    }

    /** Reads the elements of an array; returns one that is no constant, or null. */
    private @Nullable Tree row(NewArrayTree tree, TypeMirror type, List<KeptTable.Entry> entries) {
        if (tree.getInitializers() == null) {
            return tree;
        }
        for (ExpressionTree element : tree.getInitializers()) {
            if (type instanceof ArrayType rows) {
                List<KeptTable.Entry> row = new ArrayList<>();
                Tree variable =
                        element instanceof NewArrayTree inner ? row(inner, rows.getComponentType(), row) : element;
                if (variable != null) {
                    return variable;
                }
                entries.add(new KeptTable.Entry(null, row));
            } else {
                Operand value = desk.expressions.readAs(element, type);
                if (!value.isConstant()) {
                    return element;
                }
                entries.add(new KeptTable.Entry(text(element, value), List.of()));
            }
        }
        return null;
    }

    /** A number as it is written, other constants by their value. */
    private String text(ExpressionTree tree, Operand value) {
        String text = desk.text(tree);
        return !JavaTypes.isString(value.type()) && NUMBER.matcher(text).matches()
                ? text
                : desk.elements.getConstantExpression(value.constantValue());
    }
}
