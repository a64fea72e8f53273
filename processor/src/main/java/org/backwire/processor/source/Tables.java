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
import java.util.Optional;
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
    private final Map<VariableElement, Optional<KeptTable>> known = new LinkedHashMap<>();
    private final Map<KeptTable, Tree> places = new LinkedHashMap<>();

    Tables(Lowering desk) {
        this.desk = desk;
    }

    /** Those that were read so far. */
    List<KeptTable> all() {
        return known.values().stream().flatMap(Optional::stream).toList();
    }

    /** Where each was read first. */
    Map<KeptTable, Tree> places() {
        return Map.copyOf(places);
    }

    /** What the companion has in place of a private field; null if the field is no such array. */
    @Nullable
    Operand read(VariableElement field, Tree tree) {
        if (!known.containsKey(field)) {
            known.put(field, Optional.ofNullable(table(field)));
        }
        KeptTable table = known.get(field).orElse(null);
        if (table == null) {
            return null;
        }
        places.putIfAbsent(table, tree);
        Value result = desk.value(table.type(), tree);
        Member member = new Member(desk.companion, table.name());
        desk.emit(new Op.Foreign(result, Op.Use.TABLE, member, null, List.of(), desk.origin(tree)));
        return Operand.of(field.asType(), result);
    }

    private @Nullable KeptTable table(VariableElement field) {
        // one that is not private itself, in a private class, can be inherited by a class that others see
        boolean isHidden = field.getModifiers().containsAll(Set.of(Modifier.PRIVATE, Modifier.FINAL));
        VariableTree declaration = isHidden && Lowering.isInside(field, desk.home) ? desk.sources.field(field) : null;
        ClassTree home = desk.sources.type(desk.home);
        if (declaration == null
                || home == null
                || !(declaration.getInitializer() instanceof NewArrayTree elements)
                || !(field.asType() instanceof ArrayType type)
                || !isOfConstants(type)) {
            return null;
        }
        Type.Array array = (Type.Array) desk.graphType(type);
        String name = constantName(field.getSimpleName().toString());
        OnlyRead uses = new OnlyRead(new TreePath(new TreePath(desk.unit()), home), this::type);
        if (!uses.areReads(declaration, array.rank()) || !isFree(name, declaration, uses)) {
            return null;
        }
        Frame frame = desk.frame;
        int problems = desk.problems().size();
        desk.frame = new Frame(Members.ownerOf(field), null, null, frame);
        List<KeptTable.Entry> entries = new ArrayList<>();
        boolean[] areConstants = new boolean[1];
        desk.joins.fork(() -> areConstants[0] = row(elements, type.getComponentType(), entries));
        desk.frame = frame;
        desk.forgetProblems(problems);
        return areConstants[0] && fits(entries) ? new KeptTable(name, array, entries) : null;
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

    private boolean isFree(String name, VariableTree declaration, OnlyRead uses) {
        return all().stream().noneMatch(table -> table.name().equals(name))
                && (declaration.getName().contentEquals(name) || !uses.isNamed(name));
    }

    /** {@code LEGENDRE_NODES} for {@code legendreNodes}: nothing else in a companion is called like a constant. */
    private static String constantName(String name) {
        return name.replaceAll("(?<=[\\p{Ll}\\d])(?=\\p{Lu})", "_").toUpperCase(Locale.ROOT);
    }

    /** Reads the elements of an array; whether all are constants. */
    private boolean row(NewArrayTree tree, TypeMirror type, List<KeptTable.Entry> entries) {
        if (tree.getInitializers() == null) {
            return false;
        }
        for (ExpressionTree element : tree.getInitializers()) {
            if (type instanceof ArrayType rows) {
                List<KeptTable.Entry> row = new ArrayList<>();
                if (!(element instanceof NewArrayTree inner) || !row(inner, rows.getComponentType(), row)) {
                    return false;
                }
                entries.add(new KeptTable.Entry(null, row));
            } else {
                Operand value = desk.expressions.readAs(element, type);
                if (!value.isConstant()) {
                    return false;
                }
                entries.add(new KeptTable.Entry(text(element, value), List.of()));
            }
        }
        return true;
    }

    /** A number as it is written, other constants by their value. */
    private String text(ExpressionTree tree, Operand value) {
        String text = desk.text(tree);
        return !JavaTypes.isString(value.type()) && NUMBER.matcher(text).matches()
                ? text
                : desk.elements.getConstantExpression(value.constantValue());
    }
}
