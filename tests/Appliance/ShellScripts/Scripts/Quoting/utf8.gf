echo naïve café €
echo "naïve café €"
echo '日本語 ✓'
echo 𝄞
