namespace Tongcai.Ledger;

/// <summary>
/// That the leaves of <paramref name="Subtree"/> are those of the tree of <paramref name="Size"/> entries: what a consistency proof is for a subtree that begins at leaf 0
/// (draft-ietf-plants-merkle-tree-certs §4.4, "Subtree Consistency Proofs").
/// </summary>
public sealed record SubtreeProof(LeafRange Subtree, long Size, IReadOnlyList<NodeHash> Hashes)
{
    /// <summary>Whether the proof leads from the root of the subtree to that of the tree (§4.4.3). The empty subtree has the hash of nothing as its root and an empty proof. Never throws on bad input.</summary>
    public bool Verify(TreeHash hash, NodeHash subtreeRoot, NodeHash root)
    {
        if (!Subtree.IsSubtree || Subtree.End > Size) return false;
        if (Subtree.Start == Subtree.End) return Hashes.Count == 0 && subtreeRoot == hash.Empty;

        var (first, node, last) = (Subtree.Start, Subtree.End - 1, Size - 1);
        // What is complete below a node of the tree is known by its root, which the proof leaves out.
        while (first != node && (node == last || (node & 1) == 1)) (first, node, last) = (first >> 1, node >> 1, last >> 1);
        var next = first == node ? 0 : 1;
        if (next > Hashes.Count) return false;
        var inSubtree = next == 0 ? subtreeRoot : Hashes[0];
        var inTree = inSubtree;
        for (; next < Hashes.Count; next++)
        {
            if (last == 0) return false;
            var sibling = Hashes[next];
            if ((node & 1) == 1 || node == last)
            {
                if (first < node) inSubtree = hash.Node(sibling, inSubtree);
                inTree = hash.Node(sibling, inTree);
                while ((node & 1) == 0 && node != 0) (first, node, last) = (first >> 1, node >> 1, last >> 1);
            }
            else
            {
                inTree = hash.Node(inTree, sibling);
            }
            (first, node, last) = (first >> 1, node >> 1, last >> 1);
        }
        return last == 0 && inSubtree == subtreeRoot && inTree == root;
    }
}
